import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Browser } from '@playwright/test';
import { startServer, type ServerProcess } from '../server-process.ts';
import { closePages, openAs } from './acting.ts';

// A server of its own: another open event would be the first thing that desks in other tests show.
let dataDir: string;
let server: ServerProcess;

test.beforeAll(async () => {
	test.setTimeout(180_000);
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-e2e-events-'));
	chmodSync(dataDir, 0o711);
	server = await startServer({ DATABASE_URL: '', ANLAN_DATA: dataDir, ANLAN_DEMO: '1' });
});

test.afterAll(async () => {
	await server.end('SIGTERM');
	rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

test.afterEach(({ browser }) => closePages(browser));

const signIn = (browser: Browser, username: string, path: string) =>
	openAs(browser, username, path, { baseURL: server.url });

test.describe.serial('an event', () => {
	test('is opened for townships of the tree; what was typed outlives a change of language', async ({ browser }) => {
		const desk = await signIn(browser, 'desk', '/events');
		await desk.getByRole('button', { name: '登记新事件' }).click();
		const dialog = desk.getByRole('dialog', { name: '登记新事件' });
		await expect(dialog.getByRole('button', { name: '登记', exact: true })).toBeDisabled();
		await dialog.getByLabel('事件名称').fill('金桥山洪');
		await dialog.getByLabel('灾种').selectOption('flashFlood');
		await dialog.getByRole('searchbox').fill('金桥');
		await dialog.getByRole('searchbox').press('Enter');
		await dialog.getByRole('checkbox', { name: '金桥镇' }).check();
		await dialog.getByLabel('原因').fill('河道水位超警戒');
		await dialog.getByRole('button', { name: '登记', exact: true }).click();
		await expect(desk.getByRole('heading', { level: 1 })).toHaveText('金桥山洪');
		await expect(desk.getByText('登记事件')).toBeVisible();

		await desk.getByRole('button', { name: '修改' }).click();
		await desk.getByLabel('情况说明').fill('三个村道路中断');
		await desk.getByLabel('原因').fill('补充情况');
		for (const [language, label] of [
			['English', 'Description'],
			['中文', '情况说明']
		] as const) {
			// The dialog is modal: the button under it is pressed past the pointer.
			await desk.getByRole('button', { name: language, includeHidden: true }).dispatchEvent('click');
			await expect(desk.getByLabel(label)).toHaveValue('三个村道路中断');
		}
	});

	test('changed by two at once: the second sees the first one’s words and keeps the own', async ({ browser }) => {
		const [one, two] = await Promise.all([1, 2].map(() => signIn(browser, 'desk', '/events')));
		for (const desk of [one!, two!]) {
			await desk.locator('tbody tr', { hasText: '金桥山洪' }).click();
			await desk.waitForURL('**/events/*');
			await desk.getByRole('button', { name: '修改' }).click();
		}
		await one!.getByLabel('情况说明').fill('甲写的情况');
		await one!.getByLabel('原因').fill('甲');
		await one!.getByRole('button', { name: '保存' }).click();
		await expect(one!.getByRole('dialog')).toHaveCount(0);
		await two!.getByLabel('情况说明').fill('乙写的情况');
		await two!.getByLabel('原因').fill('乙');
		await two!.getByRole('button', { name: '保存' }).click();
		const dialog = two!.getByRole('dialog');
		await expect(dialog.getByRole('alert')).toContainText('情况说明，现为：甲写的情况');
		await expect(dialog.getByLabel('情况说明')).toHaveValue('乙写的情况');
		await dialog.getByRole('button', { name: '保存' }).click();
		await expect(two!.getByText('乙写的情况')).toBeVisible();
	});

	test('goes up a level with evidence and through its phases, as another screen sees at once; then closes', async ({
		browser
	}) => {
		const desk = await signIn(browser, 'desk', '/events');
		await desk.locator('tbody tr', { hasText: '金桥山洪' }).click();
		await desk.waitForURL('**/events/*');
		const address = new URL(desk.url()).pathname;
		const leader = await signIn(browser, 'leader', address);
		await expect(leader.getByRole('button', { name: '调整响应级别' })).toHaveCount(0);

		await desk.getByRole('button', { name: '调整响应级别' }).click();
		await desk.getByRole('dialog').getByText('Ⅲ', { exact: true }).click();
		await desk.getByLabel('原因').fill('转移人数上升');
		await expect(desk.getByRole('button', { name: '提升' })).toBeDisabled();
		await desk.getByLabel('依据').fill('乡镇续报');
		await desk.getByRole('button', { name: '提升' }).click();
		await expect(leader.getByText('依据：乡镇续报')).toBeVisible();
		await expect(leader.getByText('Ⅲ级响应')).toBeVisible();

		await desk.getByRole('button', { name: '恢复重建' }).click();
		await desk.getByLabel('原因').fill('洪水退去');
		await desk.getByRole('button', { name: '进入“恢复重建”' }).click();
		await expect(leader.locator('[aria-current=step]')).toContainText('恢复重建');

		await expect(desk.getByRole('dialog')).toHaveCount(0);
		await desk.getByRole('button', { name: '结案', exact: true }).first().click();
		await desk.getByLabel('原因').fill('群众均已返家');
		await desk.getByRole('dialog').getByRole('button', { name: '结案' }).click();
		await expect(leader.getByText(/^已于 .* 结案$/)).toBeVisible();
		await expect(desk.getByRole('button', { name: '修改' })).toHaveCount(0);
	});
});

test('an event tells the people for the damage reports, by township and by kind, with sources and times', async ({
	browser
}) => {
	const leader = await signIn(browser, 'leader', '/events');
	await leader.locator('tbody tr', { hasText: '低温雨雪冰冻' }).first().click();
	const table = leader.getByRole('table', { name: '紧急转移安置' });
	const total = table.getByRole('row', { name: /^合计/ });
	await expect(total).toContainText('28,500');
	await expect(total).toContainText(/名册 [\d,]+ · 清点 [\d,]+/);
	await expect(total).toContainText(/\d+月\d+日 \d\d:\d\d/);
	await expect(table.getByRole('row', { name: /^洪桥街道/ })).toBeVisible();
	await leader.getByText('按安置类型').click();
	await expect(table.getByRole('row', { name: /^学校/ })).toContainText(/名册 [\d,]+/);
	await expect(table.getByRole('row', { name: /^分散安置/ })).toContainText('25,500');
	await expect(total).toContainText('28,500');
});

test.describe.serial('the registry', () => {
	const header = '名称,类型,乡镇,村（社区）,经度,纬度,联系人,联系电话,建筑面积（㎡）';

	test('takes the valid rows of a file and says of the others what to mend', async ({ browser }) => {
		const desk = await signIn(browser, 'desk', '/shelters/import');
		const lines = [header, '导入小学,学校,金桥镇,,112.05,26.85,张某,13800000000,350', '导入礼堂,大楼,金桥镇,,,,,,很大'];
		const buffer = Buffer.from(lines.join('\n'));
		await desk.setInputFiles('input[type=file]', {
			name: 'old.xls',
			mimeType: '',
			buffer: Buffer.from('d0cf11e0', 'hex')
		});
		await expect(desk.getByRole('alert')).toContainText('请另存为 .xlsx');
		await desk.setInputFiles('input[type=file]', { name: '场所.csv', mimeType: 'text/csv', buffer });
		await expect(desk.getByText('共 2 行：1 行可以导入，1 行有误')).toBeVisible();
		await expect(desk.locator('tbody tr').first()).toContainText('类型：应为以下之一');
		await desk.getByRole('button', { name: '只导入正确的 1 行' }).click();
		await expect(desk.getByText('已导入 1 处避灾场所')).toBeVisible();
		await desk.getByRole('link', { name: '到登记册查看' }).click();
		await desk.getByRole('searchbox').fill('导入');
		await expect(desk.locator('tbody tr')).toHaveCount(1);
		expect(new URL(desk.url()).searchParams.get('q')).toBe('导入');
	});

	test('opens a shelter, sets its condition, closes and opens it again; the contact is shown with a reason', async ({
		browser
	}) => {
		const desk = await signIn(browser, 'desk', '/shelters?q=导入小学');
		await desk.locator('tbody tr', { hasText: '导入小学' }).click();
		await expect(desk.getByText('100 人')).toBeVisible();
		await desk.getByRole('button', { name: '启用' }).click();
		await desk.getByRole('dialog').getByRole('button', { name: '启用' }).click();
		await desk.getByRole('button', { name: '设定状态' }).click();
		await desk.getByRole('dialog').getByText('有险情').click();
		await expect(desk.getByRole('button', { name: '确定' })).toBeDisabled();
		await desk.getByLabel('原因').fill('停水');
		await desk.getByRole('button', { name: '确定' }).click();
		await expect(desk.locator('li').getByText('停水')).toBeVisible();
		await desk.getByRole('button', { name: '关闭安置点' }).click();
		await desk.getByLabel('原因').fill('无人入住');
		await desk.getByRole('dialog').getByRole('button', { name: '关闭安置点' }).click();
		await desk.getByRole('button', { name: '重新启用' }).click();
		await desk.getByLabel('原因').fill('又有群众转移');
		await desk.getByRole('dialog').getByRole('button', { name: '重新启用' }).click();
		await expect(desk.getByRole('button', { name: '关闭安置点' })).toBeVisible();

		await expect(desk.getByText('138****00')).toBeVisible();
		await desk.getByRole('button', { name: '查看完整联系方式' }).click();
		await desk.getByLabel('原因').fill('通知转移');
		await desk.getByRole('dialog').getByRole('button', { name: '查看' }).click();
		await expect(desk.getByText('13800000000')).toBeVisible();
	});

	test('registers a shelter at a place set on the map', async ({ browser }) => {
		const township = await signIn(browser, 'township', '/shelters');
		await township.getByRole('button', { name: '登记场所' }).click();
		const dialog = township.getByRole('dialog', { name: '登记场所' });
		await dialog.getByRole('textbox', { name: '名称' }).fill('地图上的场所');
		await dialog.getByRole('radio').last().check();
		const map = dialog.locator('canvas');
		await map.scrollIntoViewIfNeeded();
		await expect(async () => {
			await map.click({ position: { x: 160, y: 100 } });
			await expect(dialog.getByLabel('经度')).not.toHaveValue('', { timeout: 500 });
		}).toPass();
		await dialog.getByLabel('建筑面积').fill('35');
		await expect(dialog.getByText('10 人')).toBeVisible();
		await dialog.getByRole('button', { name: '登记场所' }).click();
		await expect(township.getByRole('heading', { level: 1 })).toHaveText('地图上的场所');
	});
});
