import { expect, test, type Page } from '@playwright/test';
import { closePages, observationsOf, openAs, ownShelter, TABLET } from './acting.ts';
import { picture } from './inspect.ts';
import { StormLine } from './storm-line.ts';

const figureBox = (page: Page) => page.getByRole('textbox', { name: '现在人数' });
const newVersion = (page: Page) => page.getByRole('button', { name: '新版本', exact: true });
const inHeader = (page: Page) => page.getByRole('banner').getByRole('link', { name: /本机记录/ });
/** Ways by which what a page asked for at a path came, where it came: `network` is past the service worker. */
const waysOf = (page: Page, path: string) =>
	page.evaluate((wanted) => {
		const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
		const came = entries.filter(
			({ name, responseStatus }) => responseStatus > 0 && new URL(name).pathname.startsWith(wanted)
		);
		return [...new Set(came.map((each) => (each.toJSON() as Record<string, string>)['workerFinalSourceType']))];
	}, path);
/** A page that was loaded anew has forgotten it. */
const isSamePage = (page: Page) => page.evaluate(() => document.documentElement.dataset['seen'] === 'yes');

test.afterEach(({ browser }) => closePages(browser));

test('a new version waits for whoever types or saves, in any tab; nothing typed or queued is lost', async ({
	browser
}) => {
	const line = await StormLine.to(process.env['ANLAN_E2E_URL'] ?? '', () => 0);
	try {
		line.always = 'passes';
		const where = { ...TABLET, baseURL: line.url, serviceWorkers: 'allow' as const };
		const page = await openAs(browser, 'coordinator-25', '/count', where);
		const point = await ownShelter(page, line.url);
		await page.goto(`/count/${point.id}`);
		await expect
			.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? ''), { timeout: 60_000 })
			.toBe('activated');
		await page.evaluate(() => (document.documentElement.dataset['seen'] = 'yes'));
		const people = (point.people ?? 0) + 2;
		await figureBox(page).fill(String(people));

		line.isNewer = true;
		line.always = 'isLost';
		await page.evaluate(async () => {
			const registration = await navigator.serviceWorker.getRegistration();
			await registration?.update();
		});
		await expect
			.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state), {
				timeout: 60_000
			})
			.toBe('installed');
		await page.waitForTimeout(500);
		await expect(newVersion(page)).toHaveCount(0);
		await expect(figureBox(page)).toHaveValue(String(people));

		await page.getByRole('button', { name: /^提交/ }).click();
		const sure = page.getByRole('dialog').getByRole('button', { name: /没错/ });
		const saved = page.getByText(`已保存在本机：${people} 人`);
		await expect(sure.or(saved)).toBeVisible();
		const before = await figureBox(page).boundingBox();
		if (await sure.isVisible()) await sure.click();
		await expect(saved).toBeVisible();
		await expect(newVersion(page)).toBeVisible();
		// It comes in the header: nothing moves under a wet hand.
		expect((await figureBox(page).boundingBox())?.y).toBe(before?.y);
		await picture(page, 'new-version-zh');

		const other = await page.context().newPage();
		await other.goto(`/count/${point.id}`);
		await figureBox(other).fill(String(people + 1));
		// A worker that is at nothing gives way at once: in Chromium, what only the server answers goes past it.
		expect(await waysOf(other, '/_app/')).toEqual(['']);
		expect(await waysOf(other, '/trpc/')).toEqual(['network']);
		await page.bringToFront();
		await newVersion(page).click();
		const dialog = page.getByRole('dialog', { name: '有新版本，要载入吗？' });
		await dialog.getByRole('button', { name: '载入新版本' }).click();
		await expect(dialog).toContainText('填了没保存的内容');
		await picture(page, 'new-version-held-zh');
		expect(await isSamePage(page)).toBe(true);
		await expect(figureBox(other)).toHaveValue(String(people + 1));
		await other.close();
		// A closed page may hold its lock a moment longer.
		const isHeld = () =>
			page.evaluate(async () => (await navigator.locks.query()).held?.some(({ name }) => name === 'anlan.unfinished'));
		await expect.poll(isHeld).toBe(false);

		const loaded = page.waitForEvent('load', { timeout: 60_000 });
		await dialog.getByRole('button', { name: '载入新版本' }).click();
		await loaded;
		expect(await isSamePage(page)).toBe(false);
		await expect(inHeader(page)).toHaveAccessibleName(/待发送 1 条/);
		expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting)).toBeNull();
		line.always = 'passes';
		await expect(inHeader(page)).toHaveAccessibleName(/待发送 0 条/, { timeout: 90_000 });
		const observations = await observationsOf(page, point.id, line.url);
		expect(observations.filter((each) => each.people === people)).toHaveLength(1);
	} finally {
		await line.close();
	}
});
