import { expect, test, type Page } from '@playwright/test';
import { openAs, PHONE, closePages } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

/** A list's rows, read off the screen by scrolling through it, and the figure of the tile they stand behind. */
interface Traced {
	figure: number;
	chip: number;
	rows: string[][];
}

/** All in one turn of the page, so that a count that comes in between cannot make them differ. */
function trace(desk: Page): Promise<Traced> {
	return desk.evaluate(async () => {
		const numberOf = (text: string | null | undefined) => Number((text ?? '').replace(/\D/g, ''));
		const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		const rows = new Map<string, string[]>();
		const grid = document.querySelector<HTMLElement>('[role=grid]');
		if (grid) {
			for (let top = 0; ; top += grid.clientHeight * 0.8) {
				grid.scrollTop = top;
				await painted();
				for (const row of grid.querySelectorAll<HTMLElement>('[role=row][aria-selected]')) {
					const cells = [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].map((cell) => cell.innerText.trim());
					rows.set(row.getAttribute('aria-rowindex') ?? '', cells);
				}
				if (top + grid.clientHeight >= grid.scrollHeight) break;
			}
		} else {
			for (const [index, item] of [...document.querySelectorAll<HTMLElement>('.calls ol > li')].entries())
				rows.set(String(index), [item.innerText]);
		}
		return {
			figure: numberOf(document.querySelector('.totals [aria-pressed=true] .number')?.textContent),
			chip: numberOf(document.querySelector('.chip strong')?.textContent),
			rows: [...rows.values()]
		};
	});
}

const whole = (text: string | undefined) => Number((text ?? '').replace(/[^\d-]/g, '') || 0);

/** What the rows must add up to: people in a column, or the rows themselves. */
const SUMS: Record<string, 'people' | 'free' | 'rows'> = {
	转移安置: 'people',
	集中安置: 'people',
	分散安置: 'people',
	启用安置点: 'rows',
	还可安置: 'free',
	超员: 'rows',
	久未上报: 'rows',
	待核定: 'rows',
	需关注: 'rows',
	分散未报: 'rows'
};

test('each total is the sum of the rows one click behind it; a row opens its reports', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/desk?layout=list', { viewport: { width: 1600, height: 3000 } });
	const tiles = desk.getByRole('region', { name: '总数' });
	await expect(tiles.getByRole('button')).toHaveCount(Object.keys(SUMS).length);
	for (const [name, kind] of Object.entries(SUMS)) {
		await tiles.getByRole('button', { name }).click();
		await expect(tiles.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
		await expect(async () => {
			const heads = await desk.getByRole('columnheader').allInnerTexts();
			const column = { people: heads.indexOf('人数'), free: heads.indexOf('还可安置'), rows: -1 }[kind];
			const { figure, chip, rows } = await trace(desk);
			const sum = kind === 'rows' ? rows.length : rows.reduce((total, cells) => total + whole(cells[column]), 0);
			expect({ name, figure, chip }).toEqual({ name, figure: sum, chip: sum });
		}).toPass({ timeout: 15_000 });
	}
	await tiles.getByRole('button', { name: '集中安置' }).click();
	await desk.locator('[role=row][aria-selected]').first().click();
	const panel = desk.locator('.panel');
	await expect(panel.getByRole('heading', { name: '上报记录' })).toBeVisible();
	await expect(panel.locator('ol li').first().locator('time')).toBeVisible();
});

test('the filters are in the address: reloading, Back and sending it to another keep them', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/desk');
	const tiles = desk.getByRole('region', { name: '总数' });
	await tiles.getByRole('button', { name: '集中安置' }).click();
	await desk.getByRole('combobox', { name: '状态' }).selectOption('amber');
	await desk.getByRole('searchbox', { name: '查找地点' }).fill('学');
	await expect(desk).toHaveURL(/q=/);
	const rows = desk.locator('[role=row][aria-selected]');
	const names = await rows.allInnerTexts();
	expect(names.length).toBeGreaterThan(0);
	await desk.reload();
	await expect(rows).toHaveText(
		names.map((text) => text.replace(/\s+/g, ' ').trim()),
		{ useInnerText: true }
	);
	await expect(desk.getByRole('searchbox', { name: '查找地点' })).toHaveValue('学');
	await expect(desk.getByRole('combobox', { name: '状态' })).toHaveValue('amber');

	await rows.first().click();
	await expect(desk.locator('.panel')).toBeVisible();
	const other = await openAs(browser, 'leader', desk.url());
	await expect(other.locator('.panel')).toBeVisible();
	await desk.goBack();
	await expect(desk.locator('.panel')).toHaveCount(0);
	await expect(desk.getByRole('searchbox', { name: '查找地点' })).toHaveValue('学');
});

test('no address ever names a person or a telephone number', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/desk?view=shelters', { viewport: { width: 1440, height: 900 } });
	const addresses: string[] = [];
	desk.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
	desk.on('framenavigated', (frame) => addresses.push(decodeURIComponent(frame.url())));
	await desk.locator('[role=row][aria-selected]').first().click();
	const panel = desk.locator('.panel');
	await panel.getByRole('button', { name: '显示', exact: true }).click();
	await desk.getByRole('dialog').getByLabel('事由').fill('电话核实人数');
	await desk.getByRole('dialog').getByRole('button', { name: '显示' }).click();
	const contact = panel.locator('a[href^="tel:"]');
	const [name, phone] = (await contact.innerText()).trim().split(/\s+/);
	expect(phone).toMatch(/\d{5,}/);
	const who = await panel.locator('ol .who').first().innerText();
	await desk.goto('/shelters');
	await desk.goto('/events');
	await desk.goto('/me');
	await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
	for (const address of addresses) for (const word of [name, phone, who]) expect(address).not.toContain(word);
});

/** How many different colours a piece of the screen has: a map that was not drawn has one. */
async function coloursOf(page: Page, selector: string): Promise<number> {
	const image = (await page.locator(selector).first().screenshot()).toString('base64');
	return page.evaluate(async (base64) => {
		const picture = await createImageBitmap(
			new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'image/png' })
		);
		const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
		context.drawImage(picture, 0, 0);
		const { data } = context.getImageData(0, 0, picture.width, picture.height);
		const colours = new Set<number>();
		for (let at = 0; at < data.length; at += 16) colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
		return colours.size;
	}, image);
}

test('the map draws itself without any network, and map and list choose the same place', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/desk', { viewport: { width: 1440, height: 900 } });
	await expect.poll(() => coloursOf(desk, '.map canvas'), { timeout: 30_000 }).toBeGreaterThan(30);
	await desk.locator('[role=row][aria-selected]').first().click();
	await expect(desk).toHaveURL(/at=\d{9}/);
	const panel = desk.locator('.panel');
	const first = await panel.getByRole('heading').first().innerText();

	const canvas = desk.locator('.map canvas').first();
	const box = (await canvas.boundingBox())!;
	await desk.getByRole('button', { name: '关闭' }).first().click();
	await expect(panel).toHaveCount(0);
	await expect(async () => {
		await canvas.click({ position: { x: box.width / 2, y: box.height / 2 } });
		await expect(desk).toHaveURL(/at=/, { timeout: 1_000 });
	}).toPass({ timeout: 15_000 });
	const chosen = await panel.getByRole('heading').first().innerText();
	expect(first).not.toBe('');
	const at = new URL(desk.url()).searchParams.get('at') ?? '';
	if (/^\d{9}$/.test(at)) await expect(desk.locator('[role=row][aria-selected=true]')).toContainText(chosen);
	else await expect(panel).toContainText('上报记录');
});

test('a phone has the figures, the list and the map, each with the whole width', async ({ browser }) => {
	const desk = await openAs(browser, 'desk', '/desk', PHONE);
	await expect(desk.locator('[role=row][aria-selected]').first()).toBeVisible();
	await desk.locator('label', { has: desk.getByRole('radio', { name: '地图' }) }).tap();
	await expect.poll(() => coloursOf(desk, '.map canvas'), { timeout: 30_000 }).toBeGreaterThan(30);
});
