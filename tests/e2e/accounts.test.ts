import { expect, test, type Browser, type Page } from '@playwright/test';
import { closePages } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

const DEMO_ADMIN = { username: 'admin', password: 'anlan-admin-2026' };

async function signedIn(
	browser: Browser,
	{ username, password }: { username: string; password: string }
): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await page.goto('/sign-in');
	await page.getByLabel('账号', { exact: true }).fill(username);
	await page.getByLabel('密码', { exact: true }).fill(password);
	await page.keyboard.press('Enter');
	return page;
}

async function asAdministrator(browser: Browser, path: string): Promise<Page> {
	const page = await signedIn(browser, DEMO_ADMIN);
	await page.waitForURL((url) => url.pathname !== '/sign-in');
	await page.goto(path);
	return page;
}

test('an account: made, signed in once, its password changed, signed out from afar, its story in the trail', async ({
	browser
}) => {
	const admin = await asAdministrator(browser, '/accounts');
	const username = `e2e-${Date.now().toString(36)}`;
	await admin.getByRole('button', { name: '新建账号' }).click();
	await admin.getByLabel('账号*').fill(username);
	await admin.getByLabel('姓名*').fill('某甲');
	await admin.getByRole('radio', { name: '洪桥街道' }).check();
	await admin.getByRole('button', { name: '新建并生成一次性密码' }).click();
	const password = await admin.locator('output').innerText();
	await admin.getByRole('button', { name: '我已记下' }).click();

	const person = await signedIn(browser, { username, password });
	const next = '灯笼挂在体育馆门口两边';
	await person.getByLabel('现在的密码').fill(password);
	await person.getByLabel('新密码*', { exact: true }).fill(next);
	await person.getByLabel('再输入一次新密码').fill(next);
	await person.getByRole('button', { name: '修改密码并继续' }).click();
	await person.waitForURL('**/stays');

	await admin.getByRole('searchbox').fill(username);
	await expect(admin.locator('tbody tr')).toHaveCount(1);
	await admin.locator('tbody tr').click();
	await admin.getByRole('button', { name: '退出全部设备' }).click();
	await admin.getByRole('dialog', { name: '退出全部设备' }).getByRole('button', { name: '退出全部设备' }).click();
	await expect(person.getByText('登录已失效')).toBeVisible({ timeout: 5_000 });

	await admin.getByRole('link', { name: '操作记录' }).click();
	await expect(admin.locator('tbody tr')).toHaveCount(3);
	await expect(admin.locator('tbody')).toContainText('新建账号');
	await expect(admin.locator('tbody')).toContainText('修改密码');
	await expect(admin.locator('tbody')).toContainText('强制退出');
	await expect(admin.locator('body')).not.toContainText(password);
});

test('a policy: a refused value keeps what was typed; a change shows on another screen, with its author and reason', async ({
	browser
}) => {
	const admin = await asAdministrator(browser, '/policies');
	const auditor = await signedIn(browser, { username: 'auditor', password: 'anlan-auditor-2026' });
	await auditor.waitForURL((url) => url.pathname !== '/sign-in');
	await auditor.goto('/policies');
	const seen = auditor.locator('li', { hasText: '每个厕位服务人数' });
	await expect(seen).toContainText('20 人');
	await expect(auditor.getByRole('button', { name: '修改', exact: true })).toHaveCount(0);

	await admin.locator('li', { hasText: '每个厕位服务人数' }).getByRole('button', { name: '修改', exact: true }).click();
	await admin.getByLabel('新的值').fill('0');
	await admin.getByLabel('修改原因').fill('县指挥部会议');
	await expect(admin.getByText('不能小于 1')).toBeVisible();
	await expect(admin.getByRole('button', { name: '保存' })).toBeDisabled();
	await admin.getByLabel('新的值').fill('25');
	await admin.getByRole('button', { name: '保存' }).click();
	await expect(seen).toContainText('25 人');
	await seen.getByRole('button', { name: '历次修改' }).click();
	await expect(auditor.getByRole('dialog')).toContainText('县指挥部会议');
});

test('the day’s hash can be printed', async ({ browser }) => {
	const admin = await asAdministrator(browser, '/audit');
	await admin.getByRole('link', { name: '打印当日哈希' }).click();
	await expect(admin.getByRole('heading', { name: '操作日志哈希链留存单' })).toBeVisible();
	await expect(admin.locator('code').first()).toHaveText(/^([0-9a-f]{8} ){7}[0-9a-f]{8}$/);
	await admin.emulateMedia({ media: 'print' });
	await expect(admin.getByRole('button', { name: '打印' })).toBeHidden();
});

test('the own page lists this device', async ({ browser }) => {
	const admin = await asAdministrator(browser, '/me');
	await expect(admin.locator('li', { hasText: '本机' })).toHaveCount(1);
});
