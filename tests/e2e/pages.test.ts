import { expect, test, type Browser, type Page } from '@playwright/test';
import { ask, DESKTOP, openAs, openBrowser, ownShelter, PHONE, TABLET } from './acting.ts';
import { checkAccessibility, cutOff, inspect, picture, smallTargets, watch, type Watch } from './inspect.ts';

/** An empty page that stays, and with it the browser of an account: each page to be looked at opens beside it. */
const seats = new Map<string, Page>();

/** A page of an account's browser on a kind of screen, in Chinese. */
async function openBeside(browser: Browser, account: string | null, device: 'touch' | 'mouse'): Promise<Page> {
	const where = device === 'touch' ? PHONE : DESKTOP;
	const name = `${account} ${device}`;
	const seat =
		seats.get(name) ?? (await (account ? openAs(browser, account, null, where) : openBrowser(browser, where)));
	seats.set(name, seat);
	const page = await seat.context().newPage();
	// The page before was left in English; a page is loaded once here.
	await page.addInitScript(() => localStorage.setItem('anlan.locale', 'zh'));
	return page;
}

test.afterEach(async ({ browser }) => {
	const kept = new Set(seats.values());
	const pages = browser.contexts().flatMap((context) => context.pages());
	await Promise.all(pages.filter((page) => !kept.has(page)).map((page) => page.close()));
});

/** Each page once on a touch screen, phone and tablet, and once with a mouse; both languages without loading again. */
test.describe.configure({ mode: 'parallel' });

interface Screen {
	name: string;
	/** Null where nobody is signed in. */
	account: string | null;
	path: string | ((page: Page) => Promise<string>);
	/** Left out, the page is looked at on both. */
	only?: 'touch' | 'mouse';
	/** What the browser's console may say. */
	expected?: RegExp;
	/** Brings the page into the state to be looked at. */
	arrange?: (page: Page) => Promise<void>;
}

const firstRow = (page: Page) => page.locator('[role=row][aria-selected]').first();
const ofShelter = async (page: Page) => `/shelters/${(await ownShelter(page)).shelterId}`;
const ofEvent = async (page: Page) => {
	const { events } = await ask<{ events: { id: string }[] }>(page, 'live.snapshot');
	return `/events/${events[0]?.id}`;
};

const ofDraft = async (page: Page) => {
	const { events } = await ask<{ events: { id: string }[] }>(page, 'live.snapshot');
	return `/documents/new?event=${events[0]?.id}&kind=bulletin`;
};

const ofPlace = async (page: Page, what = '') => `/stays/${(await ownShelter(page)).id}${what}`;
const ofPerson = async (page: Page) => {
	const { id } = await ownShelter(page);
	const { present } = await ask<{ present: { person: { id: string } }[] }>(page, 'stays.list', { pointId: id });
	return `/people/${present[0]?.person.id}`;
};

const SCREENS: Screen[] = [
	{ name: 'sign-in', account: null, path: '/sign-in' },
	{ name: 'desk', account: 'desk', path: '/desk', arrange: (page) => expect(firstRow(page)).toBeVisible() },
	{
		name: 'desk-place',
		account: 'desk',
		path: async (page) => `/desk?view=shelters&at=${(await ownShelter(page)).id}`,
		arrange: (page) => expect(page.locator('aside ol li').first()).toBeVisible()
	},
	{ name: 'desk-township', account: 'township', path: '/desk?at=430426001', only: 'touch' },
	{ name: 'desk-calls', account: 'desk', path: '/desk?view=calls&figure=silent', only: 'mouse' },
	{ name: 'count', account: 'coordinator', path: '/count' },
	{
		name: 'count-point',
		account: 'coordinator-09',
		path: async (page) => `/count/${(await ownShelter(page)).id}`,
		arrange: (page) => expect(page.locator('ol li').first()).toBeVisible()
	},
	{ name: 'report', account: 'informant', path: '/report' },
	{ name: 'report-villages', account: 'township', path: '/report' },
	{ name: 'report-by-phone', account: 'township', path: '/report/430426001002' },
	{ name: 'stays', account: 'township', path: '/stays' },
	{ name: 'place', account: 'coordinator-09', path: (page) => ofPlace(page) },
	{ name: 'arrive', account: 'coordinator-09', path: (page) => ofPlace(page, '/arrive') },
	{ name: 'leave', account: 'coordinator-09', path: (page) => ofPlace(page, '/leave') },
	{ name: 'roll-call', account: 'coordinator-09', path: (page) => ofPlace(page, '/roll-call') },
	{ name: 'meals', account: 'coordinator-09', path: (page) => ofPlace(page, '/meals') },
	{ name: 'outbox', account: 'coordinator-09', path: '/outbox' },
	{ name: 'people', account: 'desk', path: '/people' },
	{ name: 'person', account: 'desk', path: ofPerson },
	{ name: 'register', account: 'township', path: '/people/register' },
	{ name: 'people-import', account: 'desk', path: '/people/import' },
	{ name: 'conflicts', account: 'desk', path: '/people/conflicts' },
	{ name: 'reunion', account: 'desk', path: '/reunion' },
	{ name: 'rosters', account: 'desk', path: '/rosters' },
	{ name: 'rosters-entries', account: 'township', path: '/rosters/entries?heading=matched' },
	{ name: 'rosters-import', account: 'township', path: '/rosters/import' },
	{
		name: 'rosters-decide',
		account: 'desk',
		path: '/rosters/decide',
		arrange: (page) => expect(page.getByRole('button', { name: '不是同一人' }).first()).toBeVisible()
	},
	{ name: 'relocation', account: 'township', path: '/relocation' },
	{
		name: 'relocation-list',
		account: 'township',
		path: '/relocation/430426001002',
		arrange: (page) => expect(page.getByRole('article').first()).toBeVisible()
	},
	{ name: 'now', account: 'leader', path: '/now' },
	{ name: 'events', account: 'desk', path: '/events' },
	{ name: 'event', account: 'desk', path: ofEvent },
	{ name: 'shelters', account: 'desk', path: '/shelters' },
	{ name: 'shelter', account: 'desk', path: ofShelter },
	{ name: 'import', account: 'desk', path: '/shelters/import' },
	{ name: 'enrol', account: null, path: '/enrol' },
	{ name: 'devices', account: 'desk', path: '/devices' },
	{ name: 'archive', account: 'desk', path: '/archive' },
	{
		name: 'reports',
		account: 'desk',
		path: '/reports',
		arrange: (page) => expect(page.getByRole('heading', { name: '转移安置' })).toBeVisible()
	},
	{
		name: 'reports-board',
		account: 'township',
		path: '/reports?view=board',
		arrange: (page) => expect(page.locator('main li a').first()).toBeVisible()
	},
	{
		name: 'reports-unit',
		account: 'desk',
		path: '/reports/430426001',
		arrange: (page) => expect(page.getByRole('heading', { name: '历次报告' })).toBeVisible()
	},
	{ name: 'warnings', account: 'desk', path: '/warnings' },
	{
		name: 'warning',
		account: 'desk',
		path: '/warnings',
		arrange: async (page) => {
			await page.locator('main li a').first().click();
			await expect(page.getByRole('heading', { name: '前后文' })).toBeVisible();
			await expect(page.getByText('地图加载中')).toHaveCount(0, { timeout: 40_000 });
		}
	},
	{ name: 'warnings-own', account: 'desk', path: '/warnings?view=own' },
	{
		name: 'warning-new',
		account: 'desk',
		path: '/warnings/new',
		arrange: (page) => expect(page.getByRole('button', { name: '核对并发布' })).toBeVisible()
	},
	{ name: 'documents', account: 'desk', path: '/documents' },
	{ name: 'document-draft', account: 'desk', path: ofDraft },
	{ name: 'history', account: 'desk', path: '/history' },
	{ name: 'history-import', account: 'desk', path: '/history/import' },
	{ name: 'accounts', account: 'admin', path: '/accounts' },
	{ name: 'policies', account: 'admin', path: '/policies' },
	{ name: 'thresholds', account: 'admin', path: '/policies/thresholds' },
	{ name: 'local-indicators', account: 'desk', path: '/policies/indicators' },
	{ name: 'areas', account: 'admin', path: '/areas' },
	{ name: 'audit', account: 'auditor', path: '/audit' },
	{ name: 'audit-head', account: 'auditor', path: '/audit/head' },
	{ name: 'me', account: 'finance', path: '/me' },
	{ name: 'nowhere', account: 'desk', path: '/nowhere', expected: /404|Not found: \/nowhere/ }
];

/** The page is still when for half a second nothing has waited for an answer and no bone of a skeleton was left. */
async function settled(page: Page, { unanswered }: Watch): Promise<void> {
	await expect(page.locator('main').first()).toBeVisible();
	const unfinished = async () => {
		const bones = await page.locator('.bone, [aria-busy=true]').count();
		return bones > 0 ? [...unanswered(), `${bones} bones`] : unanswered();
	};
	const inHalfASecond = async () => {
		const before = await unfinished();
		await page.waitForTimeout(500);
		return [...before, ...(await unfinished())];
	};
	await expect.poll(inHalfASecond, { timeout: 40_000, intervals: [0] }).toEqual([]);
}

/** Each width once and each language at least once: the words do not depend on the width. */
const isJudged = (language: 'zh' | 'en', { width }: { width: number }) =>
	(language === 'en') === (width === TABLET.viewport!.width);

const switchLanguage = (page: Page, to: 'zh' | 'en') =>
	page.getByRole('button', { name: to === 'en' ? 'English' : '中文' }).click();

for (const { name, account, path, only, expected, arrange } of SCREENS) {
	for (const [device, sizes] of [
		['touch', [PHONE.viewport!, TABLET.viewport!]],
		['mouse', [DESKTOP.viewport!]]
	] as const) {
		if (only && only !== device) continue;
		test(`${name} on a ${device} screen`, async ({ browser }) => {
			const page = await openBeside(browser, account, device);
			const seen = await watch(page, expected);
			// The account's own language stays as it is for the other tests.
			await page.route('**/trpc/session.setLocale', (route) => route.fulfill({ json: { result: { data: null } } }));
			await page.goto(typeof path === 'string' ? path : await path(page));
			await settled(page, seen);
			await arrange?.(page);
			for (const language of ['zh', 'en'] as const) {
				if (language === 'en') await switchLanguage(page, 'en');
				for (const size of sizes) {
					await page.setViewportSize(size);
					await inspect(page, language, seen);
					if (isJudged(language, size)) await checkAccessibility(page);
					if (
						device === 'touch' &&
						/^(count|enrol|relocation|report|stays|place|arrive|leave|roll-call|meals|outbox)/.test(name)
					)
						expect.soft(await smallTargets(page)).toEqual([]);
					await picture(page, `${name}-${language}-${size.width}`);
				}
			}
		});
	}
}

for (const [width, height] of [
	[1920, 1080],
	[3840, 2160]
] as const) {
	for (const language of ['zh', 'en'] as const) {
		test(`the wall at ${width}×${height} in ${language} fits without scrolling`, async ({ browser }) => {
			// So many pixels are drawn without a graphics card here.
			test.setTimeout(120_000);
			const page = await openAs(browser, 'leader', null, { viewport: { width, height }, language });
			const seen = await watch(page);
			await page.goto('/wall');
			await settled(page, seen);
			await expect(page.locator('canvas').first()).toBeVisible();
			await inspect(page, language, seen);
			await checkAccessibility(page);
			expect.soft(await cutOff(page)).toEqual([]);
			const size = await page.evaluate(() => {
				const { scrollWidth, scrollHeight } = document.documentElement;
				return { scrollWidth, scrollHeight };
			});
			expect(size).toEqual({ scrollWidth: width, scrollHeight: height });
			await picture(page, `wall-${language}-${width}`);
		});
	}
}
