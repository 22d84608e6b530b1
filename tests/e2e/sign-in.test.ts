import { expect, test, type Page } from '@playwright/test';
import { newId } from '#client/live/new-id.ts';
import { command, demoPasswordOf, openAs, openBrowser, closePages } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

/** Where the work of each role begins. */
const HOMES: Record<string, RegExp> = {
	desk: /\/desk$/,
	informant: /\/count$/,
	township: /\/desk$/,
	coordinator: /\/stays(\/[0-9a-f-]{36})?$/,
	warehouse: /\/desk$/,
	finance: /\/desk$/,
	caseworker: /\/desk$/,
	approver: /\/desk$/,
	leader: /\/now$/,
	auditor: /\/desk$/,
	admin: /\/accounts$/
};

async function signIn(page: Page, username: string, password: string): Promise<void> {
	await page.getByLabel('账号', { exact: true }).fill(username);
	await page.getByLabel('密码', { exact: true }).fill(password);
	await page.getByRole('button', { name: '登录', exact: true }).click();
}

test('each role lands on its own page', async ({ browser }) => {
	for (const [username, home] of Object.entries(HOMES)) {
		const page = await openAs(browser, username, '/');
		await expect(page).toHaveURL(home);
		await page.context().close();
	}
});

test('who signs out is out, on Back too', async ({ browser }) => {
	const page = await openBrowser(browser);
	await page.goto('/');
	await signIn(page, 'approver', demoPasswordOf('approver'));
	await expect(page).toHaveURL(/\/desk$/);
	await page.getByRole('button', { name: '我的账号' }).click();
	await page.getByRole('button', { name: '退出登录' }).click();
	await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
	await expect(page.getByRole('banner').getByText('实时')).toHaveCount(0);
});

test('who opens a page first signs in, and comes back to it', async ({ browser }) => {
	const page = await openBrowser(browser);
	await page.goto('/desk?view=shelters');
	await expect(page).toHaveURL(/\/sign-in\?next=/);
	await signIn(page, 'desk', demoPasswordOf('desk'));
	await expect(page).toHaveURL(/\/desk\?view=shelters$/);
});

test('the language chosen goes with the account to its other devices', async ({ browser }) => {
	const first = await openAs(browser, 'warehouse', '/me');
	const kept = first.waitForResponse('**/trpc/session.setLocale');
	await first.getByRole('button', { name: 'English' }).click();
	await expect(first.getByRole('heading', { level: 1 })).toHaveText('My account');
	expect((await kept).ok()).toBe(true);
	const second = await (await browser.newContext()).newPage();
	await second.goto('/sign-in');
	await signIn(second, 'warehouse', demoPasswordOf('warehouse'));
	await expect(second.getByRole('banner').getByText('Live')).toBeVisible();
});

test('a wrong password is told with the tries that remain; after five they must wait, with the right one too', async ({
	browser
}) => {
	const page = await openBrowser(browser, { extraHTTPHeaders: { 'x-forwarded-for': '198.51.100.7' } });
	await page.goto('/sign-in');
	for (const remaining of [4, 3, 2, 1, 0]) {
		await signIn(page, 'nobody', `wrong-${remaining}`);
		await expect(page.getByRole('alert')).toContainText(`账号或密码不正确，还可以再试 ${remaining} 次`);
		await expect(page.getByLabel('账号', { exact: true })).toHaveValue('nobody');
	}
	await signIn(page, 'finance', demoPasswordOf('finance'));
	await expect(page.getByRole('alert')).toContainText(/尝试次数过多，请 1?\d 分钟后再试/);
	expect(page.url()).not.toContain('nobody');
});

test('a session that ends elsewhere covers the page, keeps what was typed, and goes on after signing in', async ({
	browser
}) => {
	const here = await openAs(browser, 'township-05', '/events');
	const there = await openAs(browser, 'township-05', '/me');
	await here.goto('/shelters');
	await here.getByRole('button', { name: '登记场所' }).click();
	await here.getByRole('dialog').getByRole('textbox', { name: '名称', exact: true }).fill('新华小学');
	await there.getByRole('button', { name: '在所有设备上退出' }).click();
	await there.getByRole('dialog').getByRole('button', { name: '在所有设备上退出' }).click();
	await expect(there.getByRole('button', { name: '登录', exact: true })).toBeVisible();
	await expect(here.getByText('登录已失效')).toBeVisible();
	await expect(here.getByLabel('账号', { exact: true })).toHaveValue('township-05');
	await here.getByLabel('密码', { exact: true }).fill(demoPasswordOf('township'));
	await here.getByRole('button', { name: '登录', exact: true }).click();
	await expect(here.getByText('登录已失效')).toHaveCount(0);
	await expect(here.getByRole('dialog').getByRole('textbox', { name: '名称', exact: true })).toHaveValue('新华小学');
});

test('a one-time password must be changed before anything else', async ({ browser }) => {
	const admin = await openAs(browser, 'admin', '/me');
	const username = `first-${Date.now().toString(36)}`;
	const made = await command<{ oneTimePassword: string }>(admin, 'accounts.create', {
		operationId: newId(),
		username,
		displayName: '某乙',
		role: 'LEADER',
		areaCode: '430426'
	});
	const page = await openBrowser(browser);
	await page.goto('/sign-in');
	await signIn(page, username, made.oneTimePassword);
	await expect(page.getByRole('heading', { name: '请先修改密码' })).toBeVisible();
	await page.goto('/desk');
	await expect(page.getByRole('heading', { name: '请先修改密码' })).toBeVisible();
	const next = page.getByRole('button', { name: '修改密码并继续' });
	await page.getByLabel('现在的密码').fill(made.oneTimePassword);
	await page.getByLabel('新密码*', { exact: true }).fill('雪停了路通了');
	await page.getByLabel('再输入一次新密码').fill('雪停了路通');
	await expect(page.getByText('两次输入的新密码不一致')).toBeVisible();
	await expect(next).toBeDisabled();
	await page.getByLabel('新密码*', { exact: true }).fill('short');
	await page.getByLabel('再输入一次新密码').fill('short');
	await next.click();
	await expect(page.getByText(/密码至少 10 位/).first()).toBeVisible();
	await page.getByLabel('新密码*', { exact: true }).fill('雪停了路通了大家回家');
	await page.getByLabel('再输入一次新密码').fill('雪停了路通了大家回家');
	await next.click();
	await expect(page.getByRole('heading', { name: '请先修改密码' })).toHaveCount(0);
	await expect(page).toHaveURL(/\/(desk|now)$/);
});
