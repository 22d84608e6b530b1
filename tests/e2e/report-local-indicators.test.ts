import { expect, test, type Page } from '@playwright/test';
import { v7 as newId } from 'uuid';
import type { UnitView } from '#domain/reports/report-board.ts';
import { ask, closePages, command, openAs, PHONE } from './acting.ts';
import { Line } from './line.ts';

const SERVER = () => process.env['ANLAN_E2E_URL'] ?? '';
const submit = (page: Page) => page.locator('button[type=submit]').filter({ hasText: /提交|处要处理/ });

let line: Line;
test.beforeEach(async () => {
	line = await Line.to(SERVER());
});
test.afterEach(async ({ browser }) => {
	await closePages(browser);
	await line.cut();
});

test('what the county adds is on the village’s form at once, also without a network, and is gone when it ends', async ({
	browser
}) => {
	const name = `受损大棚${newId().slice(-4)}`;
	const desk = await openAs(browser, 'desk', '/policies/indicators');
	const phone = await openAs(browser, 'informant-05', null, { ...PHONE, baseURL: line.url(), serviceWorkers: 'allow' });
	const { areaCode } = await ask<{ areaCode: string }>(phone, 'session.get', {}, SERVER());
	const { event } = await command<{ event: { id: string } }>(desk, 'events.open', {
		operationId: newId(),
		name: `地方指标演练 ${name}`,
		kind: 'flood',
		startedAt: new Date(Date.now() - 20 * 60_000).toISOString(),
		areaCodes: [areaCode.slice(0, 9)],
		phase: 'response',
		level: 4,
		reason: '会商',
		evidence: ''
	});
	await phone.goto(`/report?event=${event.id}`);
	const affected = phone.locator('input[name="figures.affected"]');
	await expect(affected).toBeVisible();

	await desk.getByRole('button', { name: '增加指标' }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByLabel('名称', { exact: false }).first().fill(name);
	await dialog.getByLabel(/是不是某个指标的一部分/).selectOption({ label: '受灾人口 (人)' });
	await dialog.getByLabel(/依据或原因/).fill('市防指〔2026〕12 号');
	await dialog.getByRole('button', { name: '增加', exact: true }).click();
	await expect(desk.getByRole('listitem').filter({ hasText: name })).toBeVisible();

	// The phone heard of it while it was connected, and keeps it.
	const own = phone.locator('[data-figure^="local."]').filter({ hasText: name });
	await expect(own).toBeVisible();
	const key = (await own.getAttribute('data-figure')) ?? '';
	await expect
		.poll(() => phone.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
		.toBe('activated');
	await phone.evaluate(() => {
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await phone.waitForTimeout(500);
	await line.cut();
	await phone.goto(`${line.url()}/report?event=${event.id}`);
	await expect(own).toBeVisible();
	await affected.fill('100');
	await own.locator('input').fill('120');
	await own.locator('input').blur();
	await expect(
		phone.locator('[data-figure="affected"]').getByText(`少于${name} 120 人，相差 20 人`, { exact: false })
	).toBeVisible();
	await own.locator('input').fill('12');
	await submit(phone).click();
	await expect(phone.getByText(/已保存在本机：.*初报/)).toBeVisible();

	// It ends while the report waits on the phone: made before, it is taken as it was made.
	await desk.getByRole('button', { name: `停用“${name}”` }).click();
	await dialog.getByLabel('停用的原因').fill('任务结束');
	await dialog.getByRole('button', { name: '停用', exact: true }).click();
	await expect(desk.getByText('已停用 ', { exact: false }).first()).toBeVisible();
	await line.restore();
	await expect
		.poll(
			async () => {
				const unit = await ask<UnitView>(desk, 'reports.unit', { eventId: event.id, areaCode });
				return unit.standing?.figures;
			},
			{ timeout: 60_000 }
		)
		.toEqual({ affected: '100', [key]: '12' });
	await expect(own).toHaveCount(0);
	await expect(affected).toHaveValue('100');
});
