import { expect, test, type Page } from '@playwright/test';
import { ask, closePages, DESKTOP, openAs, PHONE } from './acting.ts';
import { registerFamily } from './families.ts';
import { Line } from './line.ts';

const SERVER = () => process.env['ANLAN_E2E_URL'] ?? '';
/** The village of the demonstration's first information officer; its list is half done. */
const VILLAGE = '430426001001';

let line: Line;

test.beforeEach(async () => {
	line = await Line.to(SERVER());
});

test.afterEach(async ({ browser }) => {
	await closePages(browser);
	await line.cut();
});

/** The event of the demonstration, which is the oldest: other tests open events of their own. */
async function demoEvent(page: Page): Promise<string> {
	const { events } = await ask<{ events: { id: string }[] }>(page, 'live.snapshot', {}, SERVER());
	return events.at(-1)!.id;
}

/** Where the list of the village is. */
const listOf = async (page: Page) => `/relocation/${VILLAGE}?event=${await demoEvent(page)}`;

/** The households of the village that have gone, as the county has them. */
async function goneOf(page: Page): Promise<number> {
	const { villages } = await ask<{ villages: { areaCode: string; progress: { kinds: { gone: number } } | null }[] }>(
		page,
		'relocation.villages',
		{ eventId: await demoEvent(page) },
		SERVER()
	);
	return villages.find(({ areaCode }) => areaCode === VILLAGE)?.progress?.kinds.gone ?? -1;
}

test('a roster is imported, its doubtful line decided, and who is on it stands first on a list that is ticked without a network', async ({
	browser
}) => {
	const desk = await openAs(browser, 'township', '/rosters/import', DESKTOP);
	const name = `公冶${String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 2000))}青`;
	const family = await registerFamily(desk, VILLAGE, [name]);

	// The file names what is wrong with a row, and the others are taken in.
	const rows = ['姓名,区划代码,对象类别,等级', `${name},${VILLAGE},高龄独居,`, `某某,${VILLAGE},富户,`];
	await desk.getByLabel('这份名册是哪里的全部名单').selectOption(VILLAGE);
	await desk
		.locator('input[type=file]')
		.setInputFiles({ name: '高龄独居.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
	await expect(desk.getByText('共 2 行：1 行可以导入，1 行有误')).toBeVisible();
	await expect(desk.getByRole('row', { name: /对象类别.*应为以下之一/ })).toBeVisible();
	await desk.getByRole('button', { name: '只导入正确的 1 行' }).click();
	await expect(desk.getByText('已导入 1 人')).toBeVisible();

	// Whether it is she whom the village knows by that name, a person says, by the keyboard.
	await desk.getByRole('link', { name: '去确认同村同名的人' }).click();
	await expect(desk.getByRole('heading', { name: '名册：高龄独居' })).toBeVisible();
	await expect(desk.getByText('公**', { exact: true })).toHaveCount(2);
	await desk.keyboard.press('y');
	await expect(desk.getByText('已确认是同一人')).toBeVisible();

	// The list of the village takes her in, ahead of others.
	await desk.goto(await listOf(desk));
	await desk.getByRole('button', { name: /^补入 \d+ 户$/ }).click();
	const atDesk = desk.getByRole('article', { name: '公** 户' });
	await expect(atDesk.getByText('高龄独居')).toBeVisible();
	const before = await goneOf(desk);
	await desk.goto(`/relocation?event=${await demoEvent(desk)}`);
	const progress = desk.locator(`a[href^="/relocation/${VILLAGE}"]`);
	await expect(progress).toBeVisible();

	// On a phone whose network goes after one visit it is ticked, kept, and received when the network is back.
	const phone = await openAs(browser, 'informant', await listOf(desk), {
		...PHONE,
		baseURL: line.url(),
		serviceWorkers: 'allow'
	});
	const onPhone = phone.getByRole('article', { name: '公** 户' });
	await expect(onPhone).toBeVisible();
	await expect
		.poll(() => phone.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
		.toBe('activated');
	await line.cut();
	await phone.reload();
	await expect(phone.getByText(/现在是这台设备上 .* 的名单/)).toBeVisible();
	await onPhone.getByRole('button', { name: '已离家' }).click();
	await expect(onPhone.getByText('已保存在本机')).toBeVisible();
	await expect(onPhone.getByText('县里已收到')).toHaveCount(0);
	expect(await goneOf(desk)).toBe(before);
	await phone.reload();
	await expect(onPhone.getByText('已保存在本机')).toBeVisible();
	await line.restore();
	await expect(onPhone.getByText('县里已收到')).toBeVisible({ timeout: 60_000 });

	// The desk sees it without loading its page again.
	await expect(progress).toContainText(`已转移 ${before + 1} /`);
	expect(family.personIds).toHaveLength(1);
});

test('what two helpers say differently is shown with both words, and is settled by a person', async ({ browser }) => {
	const page = await openAs(browser, 'township', '/me', PHONE);
	await page.goto(await listOf(page));
	const disputed = page.getByRole('article').filter({ hasText: '两人说法不一' }).first();
	await expect(disputed.getByText('不愿转移', { exact: true })).toBeVisible();
	const label = await disputed.getAttribute('aria-label');
	const before = await page.getByText('两人说法不一').count();
	await disputed.getByRole('button', { name: '以“已离家”为准' }).click();
	await expect(page.getByText('两人说法不一')).toHaveCount(before - 1);
	await expect(page.getByRole('article', { name: label! }).first()).toBeVisible();
});

test('a household is struck off a list with a reason, counts no more, and is put back', async ({ browser }) => {
	const page = await openAs(browser, 'township', '/me', PHONE);
	await page.goto(await listOf(page));
	const todo = page.getByRole('button', { name: /^未转移 \d+$/ });
	const count = async () => Number(/\d+/.exec(await todo.innerText())?.[0]);
	await expect(todo).toBeVisible();
	const before = await count();
	const household = page.getByRole('article').filter({ has: page.getByRole('button', { name: '已离家' }) });
	const name = (await household.first().getAttribute('aria-label'))!;
	await household.first().getByRole('button', { name: '其他情况' }).click();
	await page.getByRole('button', { name: '划出名单' }).click();
	const dialog = page.getByRole('dialog', { name: `把 ${name}划出名单` });
	await dialog.getByLabel('原因').fill('房屋不在危险区');
	await dialog.getByRole('button', { name: '划出名单' }).click();
	await expect.poll(count).toBe(before - 1);
	await page.getByText(/^已划出 \d+ 户$/).click();
	await expect(page.getByRole('listitem').filter({ hasText: '房屋不在危险区' }).first()).toBeVisible();
	await page
		.getByRole('button', { name: `把 ${name}放回名单` })
		.first()
		.click();
	await page.getByRole('dialog').getByLabel('原因').fill('险情扩大');
	await page.getByRole('dialog').getByRole('button', { name: '放回名单' }).click();
	await expect.poll(count).toBe(before);
	await expect(page.getByRole('article', { name }).first()).toContainText('险情扩大');
});
