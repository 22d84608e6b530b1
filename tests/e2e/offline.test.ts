import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import type { CountPointView } from '#domain/counts/count-point.ts';
import {
	closePages,
	command,
	demoPasswordOf,
	observationsOf,
	openAs,
	openBrowser,
	ownShelter,
	TABLET
} from './acting.ts';
import { Line } from './line.ts';
import { OwnChromium } from './own-chromium.ts';

const SERVER = () => process.env['ANLAN_E2E_URL'] ?? '';
const figureBox = (page: Page) => page.getByRole('textbox', { name: '现在人数' });
const saved = (page: Page, people: number) => page.getByText(`已保存在本机：${people} 人`);
const received = (page: Page, people: number) => page.getByText(`县里已收到：${people} 人`);
const inHeader = (page: Page) => page.getByRole('banner').getByRole('link', { name: /本机记录/ });

let line: Line;

test.beforeEach(async () => {
	line = await Line.to(SERVER());
});

test.afterEach(async ({ browser }) => {
	await closePages(browser);
	await line.cut();
});

/** Enters a figure and presses; it is saved on the device once this resolves. */
async function count(page: Page, people: number): Promise<void> {
	await figureBox(page).fill(String(people));
	await page.getByRole('button', { name: /^(提交|确认仍为)/ }).click();
	const sure = page.getByRole('dialog').getByRole('button', { name: /没错/ });
	await expect(sure.or(saved(page, people)).or(received(page, people))).toBeVisible();
	if (await sure.isVisible()) await sure.click();
	await expect(saved(page, people).or(received(page, people))).toBeVisible();
}

/** Waits until the pages are on the device: a service worker answers for them. */
async function keptPages(page: Page): Promise<void> {
	await expect
		.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
		.toBe('activated');
}

/** A tablet with a service worker, whose only way to the server is the line. */
async function tabletOf(
	browser: Browser,
	account: string
): Promise<{ page: Page; point: CountPointView & { name: string } }> {
	const page = await openAs(browser, account, '/count', { ...TABLET, baseURL: line.url(), serviceWorkers: 'allow' });
	return { page, point: await ownShelter(page, line.url()) };
}

/** The figures of the newest reports of a place as the county has them, oldest first. */
async function figuresOf(page: Page, pointId: string, last: number): Promise<number[]> {
	const observations = await observationsOf(page, pointId, SERVER());
	return observations
		.slice(0, last)
		.map(({ people }) => people)
		.reverse();
}

test('after one visit every page of the day opens without a network, and what is done waits and arrives', async ({
	browser
}) => {
	const { page, point } = await tabletOf(browser, 'coordinator-03');
	await expect(page.getByRole('link', { name: point.name })).toBeVisible();
	await keptPages(page);
	await line.cut();
	await page.close();

	const cold = await page.context().newPage();
	await cold.goto(line.url() + '/count');
	await expect(cold.getByText('未连接到服务器，页面上是')).toBeVisible();
	await cold.getByRole('link', { name: point.name }).click();
	const people = (point.people ?? 0) + 2;
	await count(cold, people);
	await expect(saved(cold, people)).toBeVisible();
	await expect(cold.getByText('县里还没收到', { exact: true })).toBeVisible();
	await expect(cold.getByText('县里已收到')).toHaveCount(0);

	await cold.goto(line.url() + '/outbox');
	await expect(cold.getByText('已保存在本机，县里还没有收到')).toBeVisible();
	await expect(cold.getByRole('listitem').filter({ hasText: `${people} 人` })).toBeVisible();
	await cold.reload();
	await expect(cold.getByRole('listitem').filter({ hasText: `${people} 人` })).toBeVisible();
	await expect(inHeader(cold)).toHaveAccessibleName(/待发送 1 条/);

	await cold.goto(line.url() + `/count/${point.id}`);
	await expect(figureBox(cold)).toHaveValue(String(people));
	await line.restore();
	await expect(received(cold, people)).toBeVisible({ timeout: 60_000 });
	await expect(inHeader(cold)).toHaveAccessibleName(/待发送 0 条/);
	expect(await figuresOf(cold, point.id, 1)).toEqual([people]);
});

test('who signed out, or never signed in here, is nobody without a network', async ({ browser }) => {
	const page = await openAs(browser, 'coordinator-05', '/count', {
		...TABLET,
		baseURL: line.url(),
		serviceWorkers: 'allow'
	});
	await keptPages(page);
	await page.getByRole('button', { name: '我的账号' }).click();
	await page.getByRole('button', { name: '退出登录' }).click();
	await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
	await line.cut();
	await page.goto(line.url() + '/count');
	await expect(page.getByText('未连接到服务器')).toBeVisible();
	await expect(page.getByText('清点人数')).toHaveCount(0);
});

test('a session that ended meanwhile is told when the server is back; what waits stays and goes out afterwards', async ({
	browser
}) => {
	const { page, point } = await tabletOf(browser, 'coordinator-10');
	await keptPages(page);
	await line.cut();
	await page.goto(line.url() + `/count/${point.id}`);
	const people = (point.people ?? 0) + 3;
	await count(page, people);
	const elsewhere = await openAs(browser, 'coordinator-10', '/me');
	await command(elsewhere, 'session.signOutEverywhere', {});
	await line.restore();
	const cover = page.getByRole('dialog', { name: '登录' });
	await expect(cover).toBeVisible({ timeout: 60_000 });
	await cover.getByLabel('密码').fill(demoPasswordOf('coordinator-10'));
	await cover.getByRole('button', { name: '登录', exact: true }).click();
	await expect(received(page, people)).toBeVisible({ timeout: 60_000 });
	expect(await figuresOf(page, point.id, 1)).toEqual([people]);
});

test('nothing that was called saved is lost when the browser is killed', async () => {
	const kills = Number(process.env['ANLAN_BROWSER_KILLS'] ?? 5);
	test.setTimeout(120_000 + kills * 60_000);
	const profile = mkdtempSync(join(tmpdir(), 'anlan-profile-'));
	let tablet = await OwnChromium.start(profile);
	try {
		await tablet.page.goto(line.url() + '/sign-in');
		await command(
			tablet.page,
			'session.signIn',
			{ username: 'coordinator-11', password: demoPasswordOf('coordinator-11') },
			line.url()
		);
		await tablet.page.goto(line.url() + '/count');
		const point = await ownShelter(tablet.page, line.url());
		await expect(tablet.page.getByRole('link', { name: point.name })).toBeVisible();
		await keptPages(tablet.page);
		await line.cut();
		const made: number[] = [];
		for (let i = 1; i <= kills; i++) {
			await tablet.page.goto(line.url() + `/count/${point.id}`);
			const people = (point.people ?? 0) + i;
			await count(tablet.page, people);
			await tablet.kill();
			made.push(people);
			tablet = await OwnChromium.start(profile);
			await tablet.page.goto(line.url() + '/outbox');
			await expect(inHeader(tablet.page)).toHaveAccessibleName(new RegExp(`待发送 ${i} 条`));
		}
		await line.restore();
		// A browser that is killed may forget the cookie it was given last: then the owner signs in again.
		const password = tablet.page.getByRole('textbox', { name: '密码' });
		const isSent = /待发送 0 条，被退回 0 条/;
		const sent = tablet.page.getByRole('link', { name: isSent });
		await expect(password.or(sent)).toBeVisible({ timeout: 60_000 });
		if (await password.isVisible()) {
			await password.fill(demoPasswordOf('coordinator-11'));
			await tablet.page.getByRole('button', { name: '登录', exact: true }).click();
		}
		await expect(inHeader(tablet.page)).toHaveAccessibleName(isSent, { timeout: 60_000 });
		const last = Math.min(kills, 30);
		expect(await figuresOf(tablet.page, point.id, last)).toEqual(made.slice(-last));
		console.log(`killed ${kills} times after "saved": all ${made.length} counts are with the county, in order`);
	} finally {
		await tablet.kill();
		rmSync(profile, { recursive: true, force: true });
	}
});

test('two tabs number together, and one goes on sending when the other is gone', async ({ browser }) => {
	const { page: one, point } = await tabletOf(browser, 'coordinator-12');
	await keptPages(one);
	await one.goto(line.url() + `/count/${point.id}`);
	const two = await one.context().newPage();
	await two.goto(line.url() + `/count/${point.id}`);
	await expect(figureBox(two)).toHaveValue(String(point.people));
	await line.cut();
	const base = point.people ?? 0;
	for (const [page, by] of [
		[one, 1],
		[two, 2],
		[one, 3],
		[two, 4]
	] as const) {
		await page.bringToFront();
		await count(page, base + by);
	}
	await expect(inHeader(one)).toHaveAccessibleName(/待发送 4 条/);
	await expect(inHeader(two)).toHaveAccessibleName(/待发送 4 条/);
	await two.close();
	await line.restore();
	await expect(inHeader(one)).toHaveAccessibleName(/待发送 0 条/, { timeout: 60_000 });
	expect(await figuresOf(one, point.id, 4)).toEqual([1, 2, 3, 4].map((by) => base + by));
});

/** Nothing is pushed from this page; the county hears how far the device has counted, where `tells`. */
async function holdBack(page: Page, tells = false): Promise<() => number> {
	let told = 0;
	await page.route('**/trpc/sync.push', async (route) => {
		const sending = route.request().postDataJSON() as { operations: unknown[] };
		if (tells && (await route.fetch({ postData: JSON.stringify({ ...sending, operations: [] }) })).ok()) told += 1;
		await route.abort('connectionreset');
	});
	return () => told;
}

async function signOut(page: Page): Promise<void> {
	await page.getByRole('button', { name: '我的账号' }).click();
	await page.getByRole('button', { name: '退出登录' }).click();
}

async function signIn(page: Page, username: string): Promise<void> {
	await page.getByRole('textbox', { name: '账号' }).fill(username);
	await page.getByLabel('密码').fill(demoPasswordOf(username));
	await page.getByRole('button', { name: '登录', exact: true }).click();
	await expect(inHeader(page)).toBeVisible();
}

test('what somebody leaves behind waits for them: others see how much, and neither read nor send it', async ({
	browser
}) => {
	const page = await openAs(browser, 'coordinator-13', '/count', { ...TABLET, baseURL: line.url() });
	const point = await ownShelter(page, line.url());
	await page.goto(`/count/${point.id}`);
	await holdBack(page);
	const people = (point.people ?? 0) + 4;
	await count(page, people);
	await signOut(page);
	const dialog = page.getByRole('dialog', { name: '现在退出登录？' });
	await expect(dialog).toContainText('还有 1 条记录保存在本机');
	await dialog.getByRole('button', { name: '退出登录' }).click();
	await expect(page.getByText(/（演示）：1 条，本人登录后会接着发送/)).toBeVisible();
	await page.unrouteAll({ behavior: 'wait' });

	await signIn(page, 'coordinator-14');
	await page.goto('/outbox');
	await expect(page.getByText('别人留在这台设备上的记录')).toBeVisible();
	await expect(inHeader(page)).toHaveAccessibleName(/待发送 0 条/);
	await expect(page.getByText(`${people} 人`)).toHaveCount(0);
	const before = await observationsOf(page, point.id, SERVER()).catch(() => []);
	expect(before.filter((observation) => observation.people === people)).toEqual([]);

	await signOut(page);
	await signIn(page, 'coordinator-13');
	await page.goto('/outbox');
	await expect(page.getByText('县里最近收到的')).toBeVisible();
	await expect(inHeader(page)).toHaveAccessibleName(/待发送 0 条/);
	expect(await figuresOf(page, point.id, 1)).toEqual([people]);
});

test('when the storage was cleared the county says which numbers never arrived', async ({ browser }) => {
	const page = await openAs(browser, 'coordinator-15', '/count', { ...TABLET, baseURL: line.url() });
	const point = await ownShelter(page, line.url());
	await page.goto(`/count/${point.id}`);
	const told = await holdBack(page, true);
	await count(page, (point.people ?? 0) + 1);
	await count(page, (point.people ?? 0) + 2);
	await expect(inHeader(page)).toHaveAccessibleName(/待发送 2 条/);
	// The county hears that two numbers are given out.
	const before = told();
	await page.reload();
	await expect(inHeader(page)).toHaveAccessibleName(/待发送 2 条/);
	await expect.poll(told).toBeGreaterThan(before);
	// Nothing may get through before the storage is cleared, nor what the page has read of it already.
	await page.goto('about:blank');
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Storage.clearDataForOrigin', { origin: line.url(), storageTypes: 'indexeddb' });
	await page.unrouteAll({ behavior: 'wait' });
	await page.goto('/outbox');
	await expect(page.getByText('有记录没有送到县里')).toBeVisible();
	await expect(page.getByText('这台设备上有 2 条记录（第 1–2 号）县里从未收到')).toBeVisible();
});

test('a refused count is kept, said why, and mended where it was made', async ({ browser }) => {
	const page = await openAs(browser, 'coordinator-16', '/count', { ...TABLET, baseURL: line.url() });
	const point = await ownShelter(page, line.url());
	await page.goto(`/count/${point.id}`);
	let isRefusing = true;
	await page.route('**/trpc/sync.push', async (route) => {
		const sending = route.request().postDataJSON() as { operations: { operationId: string }[] };
		if (!isRefusing || sending.operations.length === 0) return route.continue();
		const answers = sending.operations.map(({ operationId }) => ({
			operationId,
			outcome: 'rejected',
			problem: { code: 'bandsExceedPeople', params: { sum: 9, people: 5 } }
		}));
		const data = { answers, received: 1, gaps: [], retry: null, at: new Date().toISOString() };
		return route.fulfill({ json: { result: { data } } });
	});
	const people = (point.people ?? 0) + 5;
	await figureBox(page).fill(String(people));
	await page.getByRole('button', { name: /^提交/ }).click();
	await expect(page.getByText(`县里没有接收：${people} 人`)).toBeVisible();
	await expect(page.getByText('各年龄段合计 9 人，多于总人数 5 人。')).toBeVisible();
	await expect(inHeader(page)).toHaveAccessibleName(/被退回 1 条/);

	await inHeader(page).click();
	await expect(page.getByText('被县里退回，需要处理')).toBeVisible();
	await page.getByRole('link', { name: '修改' }).click();
	await expect(figureBox(page)).toHaveValue(String(people));
	isRefusing = false;
	await count(page, people + 1);
	await expect(received(page, people + 1)).toBeVisible();
	await expect(inHeader(page)).toHaveAccessibleName(/被退回 0 条/);
	expect(await figuresOf(page, point.id, 1)).toEqual([people + 1]);
});

test('without a secure connection nothing is called saved on the device, and the count arrives all the same', async () => {
	const profile = mkdtempSync(join(tmpdir(), 'anlan-profile-'));
	const tablet = await OwnChromium.start(profile, ['--host-resolver-rules=MAP anlan.test 127.0.0.1']);
	try {
		const { page } = tablet;
		await page.goto(line.url('anlan.test') + '/sign-in');
		expect(await page.evaluate(() => isSecureContext)).toBe(false);
		await signIn(page, 'coordinator-17');
		await page.getByRole('link', { name: '清点', exact: true }).first().click();
		// The page before has links of its own.
		await page.waitForURL('**/count');
		await page.getByRole('main').locator('a[href^="/count/"]').first().click();
		const people = Number(await figureBox(page).inputValue()) + 1;
		await count(page, people);
		await expect(received(page, people)).toBeVisible();
		await line.cut();
		await figureBox(page).fill(String(people + 1));
		await page.getByRole('button', { name: /^提交/ }).click();
		await expect(page.getByText(`还没有送达：${people + 1} 人`)).toBeVisible();
		await expect(page.getByText('这个浏览器不能把它保存在本机')).toBeVisible();
		await expect(page.getByText('已保存在本机')).toHaveCount(0);
		await line.restore();
		await expect(received(page, people + 1)).toBeVisible({ timeout: 60_000 });
	} finally {
		await tablet.kill();
		rmSync(profile, { recursive: true, force: true });
	}
});

test('a browser whose storage does not answer opens all the same, and nothing is called saved on the device', async ({
	browser
}) => {
	const where = { ...TABLET, baseURL: line.url() };
	const page = await openBrowser(browser, where);
	await page.addInitScript(() => {
		IDBOpenDBRequest.prototype.addEventListener = () => undefined;
	});
	await page.goto('/sign-in');
	await signIn(page, 'coordinator-18');
	const point = await ownShelter(page, line.url());
	await page.goto(`/count/${point.id}`);
	const people = (point.people ?? 0) + 1;
	await count(page, people);
	await expect(received(page, people)).toBeVisible();
	await line.cut();
	await figureBox(page).fill(String(people + 1));
	await page.getByRole('button', { name: /^提交/ }).click();
	await expect(page.getByText(`还没有送达：${people + 1} 人`)).toBeVisible();
	await expect(page.getByText('已保存在本机')).toHaveCount(0);
	await line.restore();
	await expect(received(page, people + 1)).toBeVisible({ timeout: 60_000 });
	// Who signs out is not who works here, whatever the storage says when it answers again.
	await signOut(page);
	await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
});
