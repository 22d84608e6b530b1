import { expect, test, type Page } from '@playwright/test';
import type { EventView } from '#domain/events/event.ts';
import { newId } from '#server/new-id.ts';
import { ask, closePages, DESKTOP, openAs, PHONE, command } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

const VILLAGE = '430426001003';

/** An event of the test's own in the township of `VILLAGE`; its id. */
async function openEvent(desk: Page, name: string): Promise<string> {
	const { event } = await command<{ event: EventView }>(desk, 'events.open', {
		...{ operationId: newId(), name, kind: 'freeze', phase: 'response', level: null, reason: '演练' },
		...{ startedAt: new Date(Date.now() - 600_000).toISOString(), areaCodes: [VILLAGE.slice(0, 9)] }
	});
	return event.id;
}

/** Files a village's report past the form. */
const fileAs = (page: Page, eventId: string, areaCode: string, figures: object) =>
	command<{ reportId: string }>(page, 'reports.file', {
		...{ operationId: newId(), eventId, areaCode, figures, deviceTime: new Date().toISOString() }
	});

test('the county finds a figure and the report under it, signs the sum and adjusts it', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/reports', DESKTOP);
	const eventId = await openEvent(desk, '报送演练');
	await fileAs(desk, eventId, VILLAGE, { affected: '120', collapsedRooms: '2' });

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
	const amount = adjusting.getByLabel('增减（减少填负数）');
	await amount.fill('－１２１');
	await expect(adjusting.getByText('现在 120，调整后 −1')).toBeVisible();
	await expect(adjusting.getByText(/受灾人口 −1 人，不能小于 0/)).toBeVisible();
	await adjusting.getByLabel('原因').fill('两户已在邻县统计');
	await adjusting.getByRole('button', { name: '保存' }).click();
	await expect(adjusting.getByText(/会小于 0/)).toBeVisible();
	await amount.fill('－２０');
	await expect(adjusting.getByText(/会小于 0/)).toHaveCount(0);
	await expect(adjusting.getByText('现在 120，调整后 100')).toBeVisible();
	await adjusting.getByLabel('原因').fill('两户已在邻县统计');
	await adjusting.getByRole('button', { name: '保存' }).click();
	await expect(affected).toContainText('100');
	await expect(affected).toContainText('调整 −20');
});

test('a report that waits is sent back with its reason, which the unit’s page then shows', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/me', DESKTOP);
	const eventId = await openEvent(desk, '退回演练');
	const informant = await openAs(browser, 'informant', '/me', PHONE);
	const { areaCode } = await ask<{ areaCode: string }>(informant, 'session.get');
	await fileAs(informant, eventId, areaCode, { affected: '31' });

	const township = await openAs(browser, 'township', `/reports?event=${eventId}&view=review`, DESKTOP);
	await township.getByRole('button', { name: /第 1 期/ }).click();
	await expect(township.getByRole('row', { name: /受灾人口/ })).toContainText('31');
	await township.getByRole('button', { name: '退回', exact: true }).click();
	const dialog = township.getByRole('dialog', { name: '退回这份报告' });
	await dialog.getByLabel('退回原因').fill('倒塌房屋漏报三户');
	await dialog.getByRole('button', { name: '退回' }).click();
	await expect(township.getByText('没有等待审核的报告')).toBeVisible();
	await township.getByRole('tab', { name: '时限' }).click();
	await township.locator(`a[href^="/reports/${areaCode}"]`).click();
	await township.waitForURL(new RegExp(areaCode));
	await expect(township.getByText('倒塌房屋漏报三户').first()).toBeVisible();
});

test('a report that takes a sum below 0 says so before it is decided, and the line is taken back beside it', async ({
	browser
}) => {
	const desk = await openAs(browser, 'desk', '/me', DESKTOP);
	const eventId = await openEvent(desk, '负数演练');
	const areaCode = VILLAGE.slice(0, 9);
	await fileAs(desk, eventId, VILLAGE, { affected: '30', injured: '8' });
	const line = { eventId, areaCode, reason: '两村重复统计' };
	await command(desk, 'reports.adjust', { ...line, operationId: newId(), indicator: 'affected', amount: '-25' });
	await command(desk, 'reports.adjust', { ...line, operationId: newId(), indicator: 'injured', amount: '-8' });
	const fall = (key: string) => ({ about: `fall:${key}`, reason: '核实后更正' });
	await command(desk, 'reports.file', {
		...{ operationId: newId(), eventId, areaCode: VILLAGE, figures: { affected: '10', injured: '2' } },
		...{ deviceTime: new Date().toISOString(), reasons: [fall('affected'), fall('injured')] }
	});

	await desk.goto(`/reports?event=${eventId}&view=review`);
	await desk.getByRole('button', { name: /第 2 期/ }).click();
	await expect(desk.getByText(/洪桥街道的“受灾人口”由 5 变为 −15，其中调整 −25/)).toBeVisible();
	await expect(desk.getByText(/洪桥街道的“.*伤.*”由 0 变为 −6，其中调整 −8/)).toBeVisible();
	const accept = desk.getByRole('button', { name: '知道并通过' });
	await expect(accept).toBeDisabled();
	const first = desk.locator('.notice li', { hasText: '洪桥街道的“受灾人口”' });
	await first.getByRole('button', { name: '撤销' }).click();
	const dialog = desk.getByRole('dialog', { name: '撤销这一笔调整' });
	await dialog.getByLabel('原因').fill('村已更正');
	await dialog.getByRole('button', { name: '撤销' }).click();
	await expect(desk.getByText(/“受灾人口”由/)).toHaveCount(0);
	await desk.getByLabel('已知道，先通过，随后改正调整').check();
	await accept.click();
	await expect(desk.getByText('没有等待审核的报告')).toBeVisible();
	await desk.goto(`/reports?event=${eventId}`);
	await expect(desk.getByRole('button', { name: /^受灾人口/ })).toContainText('10');
	await expect(desk.getByText(/小于 0：村报更正后/)).toBeVisible();
});

test('a reason half written stays when another officer decides meanwhile, with who did and how', async ({
	browser
}) => {
	const desk = await openAs(browser, 'desk', '/me', DESKTOP);
	const eventId = await openEvent(desk, '两人审核演练');
	const informant = await openAs(browser, 'informant', '/me', PHONE);
	const { areaCode } = await ask<{ areaCode: string }>(informant, 'session.get');
	const { reportId } = await fileAs(informant, eventId, areaCode, { affected: '31' });

	const township = await openAs(browser, 'township', `/reports?event=${eventId}&view=review`, DESKTOP);
	await township.getByRole('button', { name: /第 1 期/ }).click();
	await township.getByRole('button', { name: '退回', exact: true }).click();
	const dialog = township.getByRole('dialog', { name: '退回这份报告' });
	await dialog.getByLabel('退回原因').fill('三组两户没有计入');
	await command(desk, 'reports.decide', { operationId: newId(), reportId, decision: 'accept', reason: '' });
	await expect(dialog.getByText(/已在 .* 审核这份报告：已通过/)).toBeVisible();
	await expect(dialog.getByLabel('退回原因')).toHaveValue('三组两户没有计入');
	await expect(dialog.getByRole('button', { name: '退回' })).toHaveCount(0);
	await dialog.getByRole('button', { name: '不再需要，关闭' }).click();
	await expect(township.getByText(/审核这份报告：已通过/)).toBeVisible();
	await expect(township.getByRole('button', { name: '通过', exact: true })).toHaveCount(0);
	await township.getByRole('button', { name: /第 1 期/ }).click();
	await expect(township.getByText('没有等待审核的报告')).toBeVisible();
});

test('the board names the report that stands by its own number, not by how many came', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/me', DESKTOP);
	const eventId = await openEvent(desk, '期号演练');
	const informant = await openAs(browser, 'informant', '/me', PHONE);
	const { areaCode } = await ask<{ areaCode: string }>(informant, 'session.get');
	for (const [affected, decision] of [
		['31', 'accept'],
		['40', 'return']
	] as const) {
		const { reportId } = await fileAs(informant, eventId, areaCode, { affected });
		await command(desk, 'reports.decide', { operationId: newId(), reportId, decision, reason: '重复计算' });
	}
	await desk.goto(`/reports?event=${eventId}&view=board`);
	await expect(desk.locator(`a[href^="/reports/${areaCode}"]`)).toContainText('第 1 期 初报');
});

test('the villages that the figures leave out are found on the board, late or not', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/me', DESKTOP);
	const eventId = await openEvent(desk, '未报演练');
	await fileAs(desk, eventId, VILLAGE, { affected: '12' });
	await desk.goto(`/reports?event=${eventId}`);
	const badge = desk.getByRole('link', { name: /个村未报，不按 0 计/ });
	const missing = Number(/\d+/.exec(await badge.innerText())?.[0]);
	expect(missing).toBeGreaterThan(0);
	await badge.click();
	await desk.waitForURL(/view=board/);
	await expect(desk.getByRole('radio', { name: `未报村 ${missing}`, exact: true })).toBeChecked();
	await expect(desk.locator('a[href^="/reports/"]')).toHaveCount(missing);
	await expect(desk.locator(`a[href^="/reports/${VILLAGE}"]`)).toHaveCount(0);
});
