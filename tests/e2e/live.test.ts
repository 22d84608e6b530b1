import { expect, test, type Locator, type Page } from '@playwright/test';
import { newId } from '#client/live/new-id.ts';
import { ask, command, observationsOf, openAs, ownShelter, PHONE, TABLET, closePages } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

const numberIn = async (locator: Locator) => Number((await locator.innerText()).replace(/\D/g, ''));
const tile = (desk: Page, name: string) =>
	desk.getByRole('region', { name: '总数' }).getByRole('button', { name }).locator('.number');
const grouped = (value: number) => value.toLocaleString('en-US');
const figureBox = (tablet: Page) => tablet.getByRole('textbox', { name: '现在人数' });

/** The moment (ms since 1970) at which a text is first on the page, taken in the page itself. */
function whenShown(page: Page, text: string): Promise<number> {
	return page.evaluate(
		(wanted) =>
			new Promise<number>((resolve) => {
				const look = () => {
					if (!document.body.textContent.includes(wanted)) return;
					watcher.disconnect();
					resolve(Date.now());
				};
				const watcher = new MutationObserver(look);
				watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
				look();
			}),
		text
	);
}

/** Enters a figure as a coordinator does, and answers the question whether it is right when one is asked. */
async function report(tablet: Page, people: number): Promise<void> {
	await figureBox(tablet).fill(String(people));
	await tablet.getByRole('button', { name: `提交 ${grouped(people)} 人` }).click();
	const sure = tablet.getByRole('dialog').getByRole('button', { name: /没错/ });
	await expect(sure.or(tablet.getByText('县里已收到：')).or(tablet.getByText('已保存在本机：'))).toBeVisible();
	if (await sure.isVisible()) await sure.click();
}

test('a count from a tablet is on the desk, the wall and the phone at once, totals and all', async ({ browser }) => {
	const tablet = await openAs(browser, 'coordinator', '/count', TABLET);
	const point = await ownShelter(tablet);
	await tablet.getByRole('link', { name: point.name }).click();
	await expect(figureBox(tablet)).toHaveValue(String(point.people));

	const desk = await openAs(browser, 'desk', `/desk?event=${point.eventId}&at=${point.id}`);
	const wall = await openAs(browser, 'leader', '/wall', { viewport: { width: 1920, height: 1080 } });
	const now = await openAs(browser, 'leader', '/now', PHONE);
	const relocated = await numberIn(tile(desk, '转移安置'));
	const sheltered = await numberIn(tile(desk, '集中安置'));
	await expect(wall.getByText(grouped(relocated)).first()).toBeVisible();
	await expect(now.getByText(grouped(relocated)).first()).toBeVisible();

	const people = (point.people ?? 0) + 7;
	await figureBox(tablet).fill(String(people));
	const button = tablet.getByRole('button', { name: `提交 ${people} 人` });
	const touched = button.evaluate(
		(element) =>
			new Promise<number>((resolve) =>
				element.addEventListener('pointerdown', () => resolve(Date.now()), { once: true, capture: true })
			)
	);
	const seen = Promise.all([desk, wall, now].map((screen) => whenShown(screen, grouped(relocated + 7))));
	await button.tap();
	const start = await touched;
	const [onDesk, onWall, onPhone] = (await seen).map((at) => at - start);
	console.log(`touch on the tablet → desk ${onDesk} ms, wall ${onWall} ms, phone ${onPhone} ms`);
	await expect(tile(desk, '转移安置')).toHaveText(grouped(relocated + 7));
	await expect(tile(desk, '集中安置')).toHaveText(grouped(sheltered + 7));
	await expect(tablet.getByText(`县里已收到：${people} 人`)).toBeVisible();
	await expect(desk.locator('.panel ol li').first()).toContainText(String(people));
});

test('a correction is a report of its own, with its reason', async ({ browser }) => {
	const tablet = await openAs(browser, 'coordinator-02', '/count', TABLET);
	const point = await ownShelter(tablet);
	await tablet.goto(`/count/${point.id}`);
	const before = await observationsOf(tablet, point.id);
	await tablet.getByRole('button', { name: '上次报错了，更正' }).click();
	const people = (point.people ?? 0) + 3;
	await figureBox(tablet).fill(String(people));
	const submit = tablet.getByRole('button', { name: `更正为 ${people} 人` });
	await expect(submit).toBeDisabled();
	await tablet.getByLabel('更正原因').fill('漏登一户三人');
	await submit.tap();
	await expect(tablet.getByText(`县里已收到：${people} 人`)).toBeVisible();
	const first = tablet.locator('section', { hasText: '上报记录' }).locator('ol li').first();
	await expect(first).toContainText('更正');
	await expect(first).toContainText('漏登一户三人');
	const after = await observationsOf(tablet, point.id);
	expect(after).toHaveLength(before.length + 1);
	expect(after.slice(1)).toEqual(before);
	expect(after[0]).toMatchObject({ kind: 'correction', people });
});

test('a figure that comes while the box is entered stays selected: what is typed takes its place', async ({
	browser
}) => {
	const tablet = await openAs(browser, 'coordinator-02', '/count', TABLET);
	const point = await ownShelter(tablet);
	await tablet.goto(`/count/${point.id}`);
	await expect(figureBox(tablet)).toHaveValue(String(point.people));
	await figureBox(tablet).focus();
	const people = (point.people ?? 0) + 1;
	await command(tablet, 'counts.submit', {
		operationId: newId(),
		pointId: point.id,
		people,
		deviceTime: new Date().toISOString()
	});
	await expect(figureBox(tablet)).toHaveValue(String(people));
	await tablet.keyboard.type('57');
	await expect(figureBox(tablet)).toHaveValue('57');
});

test('two who differ are shown side by side, and the desk settles', async ({ browser }) => {
	// In the demonstration this shelter was last heard of more than half an hour ago: nothing else differs.
	const one = await openAs(browser, 'coordinator-07', '/count', TABLET);
	const point = await ownShelter(one);
	await one.goto(`/count/${point.id}`);
	const [less, more] = [(point.people ?? 0) + 2, (point.people ?? 0) + 9];
	await report(one, less);
	await expect(one.getByText(`县里已收到：${less} 人`)).toBeVisible();

	const desk = await openAs(browser, 'desk', `/desk?event=${point.eventId}&at=${point.id}`);
	const disputed = await numberIn(tile(desk, '待核定'));
	await desk.getByRole('button', { name: '代报人数' }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByLabel('现有人数').fill(String(more));
	await dialog.getByRole('button', { name: '提交' }).click();
	await expect(tile(desk, '待核定')).toHaveText(grouped(disputed + 1));
	await expect(one.getByText('值班员将核定').first()).toBeVisible();

	const sides = desk.locator('form .side', { hasText: /\d/ });
	await expect(sides).toHaveCount(2);
	const sideOf = (people: number) => desk.getByRole('radio', { name: new RegExp(`^${people}\\b`) });
	await expect(sideOf(less)).toBeVisible();
	const order = await sides.allInnerTexts();
	await sideOf(more).check();
	const reason = desk.getByLabel('核定依据');
	await reason.fill('已与管理员电话核实');
	// The same figure once more from the shelter: what is typed and chosen at the desk stays.
	const known = await observationsOf(desk, point.id);
	await report(one, less);
	await expect.poll(async () => (await observationsOf(desk, point.id)).length).toBe(known.length + 1);
	await expect(desk.locator('.panel ol li').first()).toContainText(String(less));
	await expect(reason).toHaveValue('已与管理员电话核实');
	await expect(sideOf(more)).toBeChecked();
	const people = (text: string) => /[\d,]+/.exec(text)?.[0];
	expect((await sides.allInnerTexts()).map(people)).toEqual(order.map(people));
	await desk.getByRole('button', { name: `核定 · ${more}` }).click();
	await expect(tile(desk, '待核定')).toHaveText(grouped(disputed));
	await expect(one.getByText('核定', { exact: true })).toBeVisible();
	const [newest] = await observationsOf(desk, point.id);
	expect(newest).toMatchObject({ kind: 'settlement', people: more, reason: '已与管理员电话核实' });
});

test('a report whose answer was lost is sent again and counted once', async ({ browser }) => {
	const tablet = await openAs(browser, 'coordinator-04', '/count', TABLET);
	const point = await ownShelter(tablet);
	await tablet.goto(`/count/${point.id}`);
	const before = await observationsOf(tablet, point.id);
	let arrived = 0;
	await tablet.route('**/trpc/sync.push', async (route) => {
		const { operations } = route.request().postDataJSON() as { operations: unknown[] };
		arrived += operations.length;
		// The server has it and has answered; the answer is lost on the way.
		if (operations.length > 0 && arrived === 1) {
			await route.fetch();
			await route.abort('connectionreset');
		} else await route.continue();
	});
	const people = (point.people ?? 0) + 5;
	await report(tablet, people);
	await expect(tablet.getByText(`县里已收到：${people} 人`)).toBeVisible();
	expect(arrived).toBe(2);
	expect(await observationsOf(tablet, point.id)).toHaveLength(before.length + 1);
});

test('without a network it says so, keeps what is typed, and catches up by itself', async ({ browser }) => {
	const tablet = await openAs(browser, 'coordinator-08', '/count', TABLET);
	const point = await ownShelter(tablet);
	await tablet.goto(`/count/${point.id}`);
	await expect(tablet.getByRole('banner').getByText('实时', { exact: true })).toBeVisible();
	const desk = await openAs(browser, 'desk', `/desk?event=${point.eventId}&at=${point.id}`);
	await expect(desk.getByRole('banner').getByText('实时', { exact: true })).toBeVisible();

	await tablet.context().setOffline(true);
	await desk.context().setOffline(true);
	const people = (point.people ?? 0) + 4;
	await report(tablet, people);
	await expect(tablet.getByText(`已保存在本机：${people} 人`)).toBeVisible();
	await expect(tablet.getByText('县里还没收到', { exact: true })).toBeVisible();
	await expect(tablet.getByRole('status').filter({ hasText: '未连接到服务器' })).toBeVisible({ timeout: 45_000 });
	await expect(desk.getByRole('status').filter({ hasText: '未连接到服务器' })).toBeVisible({ timeout: 45_000 });
	await expect(desk.getByRole('banner').getByText('未连接', { exact: true })).toBeVisible();
	await expect(figureBox(tablet)).toHaveValue(String(people));

	await tablet.context().setOffline(false);
	await expect(tablet.getByText(`县里已收到：${people} 人`)).toBeVisible({ timeout: 20_000 });
	await desk.context().setOffline(false);
	await expect(desk.getByRole('banner').getByText('实时', { exact: true })).toBeVisible({ timeout: 20_000 });
	await expect(desk.locator('.panel ol li').first()).toContainText(String(people));
	await expect(desk.getByText('未连接到服务器')).toHaveCount(0);
});

test('what is under the finger stays there when the network goes and comes back', async ({ browser }) => {
	const page = await openAs(browser, 'desk', '/shelters', TABLET);
	const strip = page.getByRole('status').filter({ hasText: '未连接到服务器' });
	const heading = page.getByRole('heading', { level: 1 });
	const state = page.getByRole('banner').getByText('实时', { exact: true });
	for (const scrolled of [0, 300]) {
		await expect(state).toBeVisible();
		await page.evaluate((top) => scrollTo(0, top), scrolled);
		const top = async () => (await heading.boundingBox())?.y;
		const before = await top();
		await page.context().setOffline(true);
		await expect(strip).toBeVisible({ timeout: 45_000 });
		await expect(strip).toBeInViewport();
		expect(await top()).toBe(before);
		await page.context().setOffline(false);
		await expect(state).toBeVisible({ timeout: 20_000 });
		await expect(strip).toHaveCount(0);
		expect(await top()).toBe(before);
	}
});

test('a page that is long at once begins at its top', async ({ browser }) => {
	const page = await openAs(browser, 'desk', '/people/register', PHONE);
	await expect(page.getByRole('banner').getByText('实时', { exact: true })).toBeVisible();
	expect(await page.evaluate(() => [scrollY, document.documentElement.scrollHeight > innerHeight])).toEqual([0, true]);
});

test('a report that waits survives closing the page', async ({ browser }) => {
	const tablet = await openAs(browser, 'coordinator-06', '/count', TABLET);
	const point = await ownShelter(tablet);
	await tablet.goto(`/count/${point.id}`);
	await tablet.route('**/trpc/sync.push', (route) => route.abort('connectionreset'));
	const people = (point.people ?? 0) + 6;
	await report(tablet, people);
	await expect(tablet.getByText(`已保存在本机：${people} 人`)).toBeVisible();
	await tablet.unroute('**/trpc/sync.push');
	await tablet.reload();
	await expect(tablet.getByText(`县里已收到：${people} 人`)).toBeVisible();
	const { people: current } = await ownShelter(tablet);
	expect(current).toBe(people);
	expect(await ask(tablet, 'session.get')).toMatchObject({ role: 'COORDINATOR' });
});
