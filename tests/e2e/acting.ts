import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { ObservationView } from '#domain/counts/commands.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';

/** A tablet held upright, as in a shelter. */
export const TABLET: BrowserContextOptions = {
	viewport: { width: 800, height: 1280 },
	hasTouch: true,
	isMobile: true
};

export const PHONE: BrowserContextOptions = {
	viewport: { width: 390, height: 844 },
	deviceScaleFactor: 2,
	hasTouch: true,
	isMobile: true
};

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/** The published password of an account of the demonstration. */
export function demoPasswordOf(username: string): string {
	return `anlan-${username.replace(/-\d+$/, '')}-2026`;
}

interface Where extends BrowserContextOptions {
	/** Chinese unless said otherwise. */
	language?: 'zh' | 'en';
}

/** Closes every page of a test: live desks and maps left open would take the next tests their time. */
export async function closePages(browser: Browser): Promise<void> {
	await Promise.all(browser.contexts().map((context) => context.close()));
}

/** A page in a browser of its own, where nobody is signed in. */
export async function openBrowser(browser: Browser, { language = 'zh', ...options }: Where = {}): Promise<Page> {
	const context = await browser.newContext(options);
	// The language of the device goes before that of the account, which other tests switch.
	await context.addInitScript((chosen) => {
		if (localStorage.getItem('anlan.locale') === null) localStorage.setItem('anlan.locale', chosen);
	}, language);
	return context.newPage();
}

/** A page where an account of the demonstration is signed in. @param path opened at once; null leaves the page empty */
export async function openAs(
	browser: Browser,
	username: string,
	path: string | null,
	where: Where = {}
): Promise<Page> {
	const page = await openBrowser(browser, where);
	await command(page, 'session.signIn', { username, password: demoPasswordOf(username) }, where.baseURL);
	if (path !== null) await page.goto(path);
	return page;
}

async function answerOf<T>(response: { ok(): boolean; text(): Promise<string> }): Promise<T> {
	if (!response.ok()) throw new Error(await response.text());
	const { result } = JSON.parse(await response.text()) as { result: { data: T } };
	return result.data;
}

/** Sends a command as the page's account, past its screens: to bring about what a test starts from. */
export async function command<T>(
	page: Page,
	procedure: string,
	input: object,
	baseURL = process.env['ANLAN_E2E_URL'] ?? ''
): Promise<T> {
	const url = `${baseURL}/trpc/${procedure}`;
	return answerOf(await page.context().request.post(url, { data: input, headers: { origin: new URL(url).origin } }));
}

/** Asks the server as the page's account. */
export async function ask<T>(
	page: Page,
	procedure: string,
	input: object = {},
	baseURL = process.env['ANLAN_E2E_URL'] ?? ''
): Promise<T> {
	const query = new URLSearchParams({ input: JSON.stringify(input) });
	return answerOf(await page.context().request.get(`${baseURL}/trpc/${procedure}?${query.toString()}`));
}

interface Snapshot {
	points: CountPointView[];
	shelters: { id: string; name: string }[];
}

/** An open shelter of the page's account that has reported and is not in dispute, with its name. */
export async function ownShelter(page: Page, baseURL?: string): Promise<CountPointView & { name: string }> {
	const { points, shelters } = await ask<Snapshot>(page, 'live.snapshot', {}, baseURL);
	const point = points.find(
		({ kind, closedAt, people, disputeIds }) =>
			kind === 'shelter' && closedAt === null && people !== null && disputeIds.length === 0
	);
	if (!point) throw new Error('this account has no open shelter that has reported without dispute');
	return { ...point, name: shelters.find(({ id }) => id === point.shelterId)?.name ?? '' };
}

/** The newest observations of a count point, newest first. */
export async function observationsOf(page: Page, pointId: string, baseURL?: string): Promise<ObservationView[]> {
	const { observations } = await ask<{ observations: ObservationView[] }>(
		page,
		'counts.history',
		{ pointId, limit: 30 },
		baseURL
	);
	return observations;
}
