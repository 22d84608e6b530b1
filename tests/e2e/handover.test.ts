import { expect, test, type Browser, type Page } from '@playwright/test';
import { newId } from '#client/live/new-id.ts';
import {
	ask,
	closePages,
	command,
	demoPasswordOf,
	observationsOf,
	openAs,
	openBrowser,
	ownShelter,
	TABLET
} from './acting.ts';
import { picture } from './inspect.ts';
import { Line } from './line.ts';

const SERVER = () => process.env['ANLAN_E2E_URL'] ?? '';
const [DAY, NIGHT] = ['coordinator-18', 'coordinator-19'] as const;
const PINS = { [DAY]: '493817', [NIGHT]: '728406' };
const figureBox = (page: Page) => page.getByRole('textbox', { name: '现在人数' });
const inHeader = (page: Page) => page.getByRole('banner').getByRole('link', { name: /本机记录/ });

let line: Line;

test.beforeEach(async () => {
	line = await Line.to(SERVER());
});

test.afterEach(async ({ browser }) => {
	await closePages(browser);
	await line.cut();
});

async function keptPages(page: Page): Promise<void> {
	await expect
		.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
		.toBe('activated');
}

/** The place that a coordinator of the demonstration counts. */
async function placeOf(browser: Browser, username: string) {
	const page = await openAs(browser, username, null);
	const point = await ownShelter(page);
	await page.context().close();
	return point;
}

/** A tablet that the desk has bound to a shelter. */
async function enrolledTablet(browser: Browser, shelterId: string): Promise<Page> {
	const desk = await openAs(browser, 'desk', null);
	const invitation = { operationId: newId(), shelterId, deviceName: `夜班 ${newId().slice(-6)}` };
	const { code } = await command<{ code: string }>(desk, 'devices.invite', invitation);
	await desk.context().close();
	const tablet = await openBrowser(browser, { ...TABLET, baseURL: line.url(), serviceWorkers: 'allow' });
	await tablet.goto(`/enrol#${code}`);
	await tablet.getByRole('button', { name: '登记', exact: true }).click();
	await expect(tablet).toHaveURL(/\/sign-in$/);
	return tablet;
}

/** Signs in with the password once, and sets the PIN. */
async function firstShift(tablet: Page, username: keyof typeof PINS): Promise<string> {
	const password = tablet.getByRole('button', { name: '用账号和密码登录' });
	const account = tablet.getByLabel('账号', { exact: true });
	await expect(password.or(account)).toBeVisible();
	if (await password.isVisible()) await password.click();
	await account.fill(username);
	await tablet.getByLabel('密码', { exact: true }).fill(demoPasswordOf(username));
	await tablet.getByRole('button', { name: '登录', exact: true }).click();
	await expect(tablet).toHaveURL(/\/stays/);
	await keptPages(tablet);
	await tablet.goto('/me');
	await tablet.getByRole('button', { name: /^(设置|修改) PIN 码$/ }).click();
	const dialog = tablet.getByRole('dialog', { name: '设置 PIN 码' });
	await dialog.getByLabel('现在的密码').fill(demoPasswordOf(username));
	await dialog.getByLabel('新的 PIN 码').fill(PINS[username]);
	await dialog.getByLabel('再输入一次 PIN 码').fill(PINS[username]);
	await dialog.getByRole('button', { name: '设置', exact: true }).click();
	await expect(dialog).toBeHidden();
	await expect(tablet.getByText('没有网络时，凭 PIN 码可以在这台平板上换班')).toBeVisible();
	const { name } = await ask<{ name: string }>(tablet, 'session.get', undefined, line.url());
	return name;
}

async function signOut(tablet: Page): Promise<void> {
	await tablet.getByRole('button', { name: '我的账号' }).click();
	await tablet.getByRole('button', { name: '退出登录' }).click();
}

async function typePin(tablet: Page, pin: string): Promise<void> {
	for (const digit of pin) await tablet.getByRole('button', { name: digit, exact: true }).click();
}

async function count(page: Page, pointId: string, people: number): Promise<void> {
	await page.goto(`/count/${pointId}`);
	await figureBox(page).fill(String(people));
	await page.getByRole('button', { name: /^(提交|确认仍为)/ }).click();
	const sure = page.getByRole('dialog').getByRole('button', { name: /没错/ });
	const saved = page.getByText(`已保存在本机：${people} 人`);
	await expect(sure.or(saved)).toBeVisible();
	if (await sure.isVisible()) await sure.click();
	await expect(saved).toBeVisible();
}

test('the shift changes at night without a network, and each one’s records go out under their own name', async ({
	browser
}) => {
	const [dayPlace, nightPlace] = [await placeOf(browser, DAY), await placeOf(browser, NIGHT)];
	const tablet = await enrolledTablet(browser, dayPlace.shelterId!);
	const night = await firstShift(tablet, NIGHT);
	await signOut(tablet);
	await expect(tablet.getByRole('heading', { name: '您是哪位？' })).toBeVisible();
	const day = await firstShift(tablet, DAY);
	await tablet.goto('/stays');
	await expect(tablet.getByText(dayPlace.name).first()).toBeVisible();

	await line.cut();
	const byDay = (dayPlace.people ?? 0) + 3;
	await count(tablet, dayPlace.id, byDay);
	await signOut(tablet);
	const leaving = tablet.getByRole('dialog', { name: '现在退出登录？' });
	await expect(leaving).toContainText('还有 1 条记录保存在本机');
	await expect(leaving).toContainText('同事可以凭 PIN 码换班');
	await picture(tablet, 'handover-leaving-zh');
	await leaving.getByRole('button', { name: '退出登录' }).click();

	await expect(tablet.getByText('没有网络：在这台平板上用过 PIN 码的人')).toBeVisible();
	await expect(tablet.getByText(`${day}：1 条`)).toBeVisible();
	await picture(tablet, 'handover-staff-zh');
	await tablet.getByRole('button', { name: night }).click();
	await typePin(tablet, '805274');
	await expect(tablet.getByRole('alert')).toContainText('还可以再试 4 次');
	await typePin(tablet, PINS[NIGHT]);
	await expect(tablet).toHaveURL(/\/stays/);
	await expect(tablet.getByRole('button', { name: '我的账号' })).toHaveAttribute('title', night);
	await expect(inHeader(tablet)).toHaveAccessibleName(/待发送 0 条/);
	const byNight = (nightPlace.people ?? 0) + 5;
	await count(tablet, nightPlace.id, byNight);
	// Still the night's, after the tablet was closed and opened.
	await tablet.goto('/outbox');
	await expect(inHeader(tablet)).toHaveAccessibleName(/待发送 1 条/);
	await picture(tablet, 'handover-night-zh');

	// The browser is still signed in as the day's: nothing may go out under that name, nor open as that one.
	await line.restore();
	const cover = tablet.getByRole('dialog', { name: '登录' });
	await expect(cover).toBeVisible({ timeout: 60_000 });
	await picture(tablet, 'handover-back-zh');
	expect((await observationsOf(await openAs(browser, 'desk', null), nightPlace.id))[0]?.people).not.toBe(byNight);
	await cover.getByRole('button', { name: night }).click();
	await typePin(tablet, PINS[NIGHT]);
	await expect(inHeader(tablet)).toHaveAccessibleName(/待发送 0 条/, { timeout: 60_000 });
	const desk = await openAs(browser, 'desk', null);
	expect((await observationsOf(desk, nightPlace.id))[0]).toMatchObject({ people: byNight, accountName: night });
	expect((await observationsOf(desk, dayPlace.id))[0]?.people).not.toBe(byDay);

	// The day's is back in the morning.
	await signOut(tablet);
	await tablet.getByRole('button', { name: day }).click();
	await typePin(tablet, PINS[DAY]);
	await expect(inHeader(tablet)).toHaveAccessibleName(/待发送 0 条/, { timeout: 60_000 });
	await expect
		.poll(async () => (await observationsOf(desk, dayPlace.id))[0])
		.toMatchObject({ people: byDay, accountName: day });
});

test('after five wrong PINs without a network only the network and the password help', async ({ browser }) => {
	const place = await placeOf(browser, DAY);
	const tablet = await enrolledTablet(browser, place.shelterId!);
	const day = await firstShift(tablet, DAY);
	await line.cut();
	await expect(tablet.getByText('未连接').first()).toBeVisible({ timeout: 30_000 });
	await signOut(tablet);
	await tablet.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
	await tablet.getByRole('button', { name: day }).click();
	for (const remaining of [4, 3, 2, 1]) {
		await typePin(tablet, '805274');
		await expect(tablet.getByRole('alert')).toContainText(`还可以再试 ${remaining} 次`);
	}
	await typePin(tablet, '805274');
	await expect(tablet.getByRole('alert')).toContainText('已在此设备上锁定');
	await tablet.reload();
	await expect(tablet.getByText('未连接到服务器')).toBeVisible();
	await expect(tablet.getByRole('button', { name: day })).toHaveCount(0);
	await line.restore();
	await tablet.reload();
	// Who left without a network is not signed in when it is back.
	await expect(tablet.getByRole('heading', { name: '您是哪位？' })).toBeVisible();
});
