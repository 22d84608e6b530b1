import { expect, test, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import type { EventView } from '#domain/events/event.ts';
import { ask, DESKTOP, openAs, PHONE, closePages } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

const tile = (page: Page, name: string) =>
	page.getByRole('region', { name: '总数' }).getByRole('button', { name }).locator('.number');
const lists = (page: Page) => page.getByRole('region', { name: '列表' });
const panel = (page: Page) => page.getByRole('complementary');
const numberIn = async (locator: Locator) => Number((await locator.innerText()).replace(/\D/g, ''));

/** A page of the demonstration's event, which is the oldest: other tests open events of their own. */
async function openEvent(browser: Browser, username: string, path: string, where: BrowserContextOptions) {
	const page = await openAs(browser, username, '/me', where);
	const { events } = await ask<{ events: EventView[] }>(page, 'live.snapshot');
	await page.goto(`${path}?event=${events.at(-1)?.id}`);
	return page;
}

test('a township narrows the whole desk; its list works from the keyboard', async ({ browser }) => {
	const page = await openEvent(browser, 'desk', '/desk', DESKTOP);
	await lists(page).getByRole('row').nth(1).focus();
	await page.keyboard.press('ArrowDown');
	const second = lists(page).getByRole('row').nth(2);
	await expect(second).toBeFocused();
	const name = await second.getByRole('gridcell').first().innerText();
	const relocated = await second.getByRole('gridcell').nth(1).innerText();
	await page.keyboard.press('Enter');
	await expect(panel(page).getByRole('heading', { name })).toBeVisible();
	await panel(page)
		.getByRole('button', { name: `只看${name}` })
		.click();
	await expect(tile(page, '转移安置')).toHaveText(relocated);
	await page.keyboard.press('Escape');
	await expect(panel(page)).toHaveCount(0);
	await page.getByRole('button', { name: '看全部' }).click();
	await expect(tile(page, '转移安置')).not.toHaveText(relocated);
});

test('a silent shelter is called, its count entered, and it leaves the call list', async ({ browser }) => {
	const page = await openEvent(browser, 'desk', '/desk', DESKTOP);
	const silent = await numberIn(tile(page, '久未上报'));
	await tile(page, '久未上报').click();
	const row = lists(page).getByRole('listitem').first();
	const name = await row.locator('.text').innerText();
	await expect(row.getByRole('link')).toHaveCount(0);
	await row.getByRole('button', { name: '显示电话' }).click();
	await expect(row.getByRole('link')).toContainText(/\d{7,}/);
	await row.getByRole('button', { name: '填报人数' }).click();
	const form = page.getByRole('dialog', { name: `代报人数 · ${name}` });
	await form.getByLabel('现有人数*').fill('41');
	await form.getByRole('button', { name: '提交' }).click();
	await expect(form).toBeHidden();
	await expect(tile(page, '久未上报')).toHaveText(String(silent - 1));
	await expect(lists(page).getByText(name)).toHaveCount(0);
});

test('a contact is masked, and shown to nobody who may not see it', async ({ browser }) => {
	const page = await openEvent(browser, 'leader', '/desk', DESKTOP);
	await lists(page).getByRole('tab', { name: '安置点' }).click();
	await lists(page).getByRole('row').nth(1).click();
	await expect(panel(page)).toContainText('****');
	await expect(panel(page).getByRole('button', { name: '显示' })).toHaveCount(0);
	await expect(panel(page).getByRole('button', { name: '代报人数' })).toHaveCount(0);
});

for (const [width, height] of [
	[1920, 1080],
	[3840, 2160]
] as const) {
	test(`the wall of ${width}×${height} is read from afar and names nobody`, async ({ browser }) => {
		const page = await openEvent(browser, 'leader', '/wall', { viewport: { width, height } });
		const wall = page.locator('main.wall');
		await expect(wall.locator('.news li').first()).toBeVisible();
		const unit = height / 1080;
		/** Sizes of what has words of its own. */
		const sizes = (selector: string) =>
			wall
				.locator(selector)
				.evaluateAll((all) =>
					all
						.filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
						.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))
				);
		for (const size of await sizes('.totals .number')) expect(size).toBeGreaterThanOrEqual(72 * unit);
		for (const part of ['header', '.totals', '.side', '.news'])
			for (const size of await sizes(`${part} :is(h1, h2, p, li, span, strong)`))
				expect(size).toBeGreaterThanOrEqual(24 * unit);
		await expect(wall).not.toContainText(/安置点管理员|乡镇民政办|县应急值班员|灾害信息员|1[3-9]\d{9}|\*\*/);
	});
}

test('the phone answers how many, where and what is short in its first screen', async ({ browser }) => {
	const page = await openEvent(browser, 'leader', '/now', { ...PHONE, viewport: { width: 360, height: 640 } });
	for (const word of ['转移安置', '集中安置', '分散安置', '还可安置', '超员', '久未上报', '在哪里'])
		await expect(page.getByText(word, { exact: true }).first()).toBeInViewport();
	await expect(page.locator('.where li').first()).toBeInViewport();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
	await page.getByRole('link', { name: /超员/ }).first().tap();
	await expect(lists(page).getByRole('tab', { name: '安置点', selected: true })).toBeVisible();
	await expect(lists(page).locator('.chip')).toContainText('超员');
});
