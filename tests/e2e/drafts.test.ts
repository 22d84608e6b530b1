import { expect, test, type Locator, type Page } from '@playwright/test';
import { closePages, DESKTOP, openAs } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

/** Keeps everybody else from a store of the device until the page is let go, as a slow disk does. */
const hold = (page: Page, store: string) =>
	page.evaluate(
		(name) =>
			new Promise<void>((resolve) => {
				const opening = indexedDB.open('anlan');
				opening.onsuccess = () => {
					const transaction = opening.result.transaction(name, 'readwrite');
					const goOn = () => {
						resolve();
						if (document.documentElement.dataset['holds'] === 'no') return opening.result.close();
						transaction.objectStore(name).count().onsuccess = goOn;
					};
					goOn();
				};
			}),
		store
	);
const letGo = (page: Page) => page.evaluate(() => (document.documentElement.dataset['holds'] = 'no'));

const countIn = (page: Page, store: string) =>
	page.evaluate(
		(name) =>
			new Promise<number>((resolve) => {
				const opening = indexedDB.open('anlan');
				opening.onsuccess = () => {
					const counting = opening.result.transaction(name).objectStore(name).count();
					counting.onsuccess = () => {
						opening.result.close();
						resolve(counting.result);
					};
				};
			}),
		store
	);

/** Goes back to a form on a device that is slow to answer: the box comes with what was left in it, and never before. */
async function comesBackSlowly(page: Page, store: string, box: Locator, left: string): Promise<void> {
	const slow = await page.context().newPage();
	await slow.goto('/me');
	await hold(slow, store);
	await page.bringToFront();
	await page.goBack();
	await expect(page.getByRole('main').getByRole('status', { name: '正在加载…' })).toBeVisible();
	await expect(box).toHaveCount(0);
	await letGo(slow);
	await expect(box).toBeVisible();
	expect(await box.inputValue()).toBe(left);
	await slow.close();
}

test('a household half typed is there before anything can be typed over it, and up to the last key', async ({
	browser
}) => {
	const page = await openAs(browser, 'desk', '/people/register', DESKTOP);
	const name = page.locator('[name="members.0.name"]');
	await name.fill('司马半途');
	await page.getByRole('banner').getByRole('link', { name: '人员' }).click();
	await expect(page).toHaveURL(/\/people$/);
	await comesBackSlowly(page, 'cache', name, '司马半途');
	await page.getByRole('button', { name: '清空重填' }).click();
	await expect(name).toHaveValue('');
});

test('a notice half written is there before anything can be typed over it', async ({ browser }) => {
	const page = await openAs(browser, 'desk', '/warnings/new', DESKTOP);
	const headline = page.getByLabel('标题').first();
	await headline.fill('道路结冰');
	await expect.poll(() => countIn(page, 'drafts')).toBe(1);
	await page.getByRole('banner').getByRole('link', { name: '人员' }).click();
	await expect(page).toHaveURL(/\/people$/);
	await comesBackSlowly(page, 'drafts', headline, '道路结冰');
});
