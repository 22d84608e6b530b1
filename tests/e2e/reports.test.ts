import { expect, test } from '@playwright/test';
import type { EventView } from '#domain/events/event.ts';
import { newId } from '#server/new-id.ts';
import { ask, closePages, DESKTOP, openAs, command } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

const VILLAGE = '430426001003';

test('a village reports, its township sees the difference and sends it back, then accepts; the county finds the figure and the report under it', async ({
	browser
}) => {
	const desk = await openAs(browser, 'desk', '/reports', DESKTOP);
	const opened = await command<{ event: EventView }>(desk, 'events.open', {
		...{ operationId: newId(), name: '报送演练', kind: 'freeze', phase: 'response', level: null, reason: '演练' },
		...{ startedAt: new Date(Date.now() - 600_000).toISOString(), areaCodes: [VILLAGE.slice(0, 9)] }
	});
	const eventId = opened.event.id;
	const file = (figures: object) =>
		command(desk, 'reports.file', {
			...{ operationId: newId(), eventId, areaCode: VILLAGE, figures, deviceTime: new Date().toISOString() }
		});
	await file({ affected: '120', collapsedRooms: '2' });

	await desk.goto(`/reports?event=${eventId}`);
	const affected = desk.getByRole('button', { name: /^受灾人口/ });
	await expect(affected).toContainText('120');
	await affected.click();
	const origin = desk.getByRole('dialog', { name: /受灾人口/ });
	await origin.getByRole('button', { name: /洪桥街道/ }).click();
	await origin.getByRole('link').first().click();
	await desk.waitForURL(/reports\/430426001003/);
	await expect(desk.getByRole('button', { name: /第 1 期/ })).toHaveAttribute('aria-expanded', 'true');
	await expect(desk.getByRole('row', { name: /受灾人口/ })).toContainText('120');

	await desk.goto(`/reports/${VILLAGE.slice(0, 9)}?event=${eventId}`);
	await desk.getByRole('button', { name: '初报', exact: true }).click();
	await expect(desk.getByRole('button', { name: /第 1 期\s*初报/ })).toBeVisible();

	await desk.goto(`/reports?event=${eventId}`);
	await desk.getByRole('button', { name: '调整' }).click();
	const adjusting = desk.getByRole('dialog', { name: /调整/ });
	await adjusting.getByLabel('增减（减少填负数）').fill('－２０');
	await adjusting.getByLabel('原因').fill('两户已在邻县统计');
	await adjusting.getByRole('button', { name: '保存' }).click();
	await expect(affected).toContainText('100');
	await expect(affected).toContainText('调整 −20');
});

test('a report that waits is sent back with its reason, on the board with its clock', async ({ browser }) => {
	const township = await openAs(browser, 'township', '/reports', DESKTOP);
	const { events } = await ask<{ events: EventView[] }>(township, 'live.snapshot');
	const eventId = events.at(-1)!.id;
	await township.goto(`/reports?event=${eventId}&view=review`);
	const waiting = township.getByRole('button', { name: /第 \d+ 期/ }).first();
	await waiting.click();
	await expect(township.getByRole('table').first()).toBeVisible();
	const place = (await waiting.innerText()).split(' 第 ')[0]!.split(' · ').at(-1)!;
	await township.getByRole('button', { name: '退回', exact: true }).click();
	const dialog = township.getByRole('dialog', { name: '退回这份报告' });
	await dialog.getByLabel('退回原因').fill('倒塌房屋漏报三户');
	await dialog.getByRole('button', { name: '退回' }).click();
	await expect(dialog).toBeHidden();
	await township.getByRole('tab', { name: '时限' }).click();
	await township.getByRole('searchbox', { name: '村名或乡镇' }).fill(place);
	await township
		.getByRole('link', { name: new RegExp(place) })
		.first()
		.click();
	await expect(township.getByText('倒塌房屋漏报三户').first()).toBeVisible();
});
