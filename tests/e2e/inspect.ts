import AxeBuilder from '@axe-core/playwright';
import { expect, type BrowserContext, type Page, type Request } from '@playwright/test';

/** Words that are the same in both languages, and the sign of the other language. */
const OWN_NAMES = ['安澜', '中文', 'English', 'Anlan'];
const LATIN_TERMS =
	/^(WGS84|GeoJSON|XLSX|CSV|XML|CAP|HXL|CGCS2000|GCJ|GPS|GB18030|UTF|SHA|PIN|wxm|Chromium|Chrome|Linux|Firefox|Android|Windows|anlan|code|name)$/i;

/** What the server told each browser: its pages know it from one to the next. */
const told = new WeakMap<BrowserContext, string[]>();

/** What went wrong on a page without being asked, from now on, and all that the server told it. */
export interface Watch {
	/** Errors in the console (breaches of the CSP among them), uncaught errors, requests to another host. */
	troubles: string[];
	/** Whether a word came from the server as data: in a name, a reason, a description. */
	isTold: (word: string) => boolean;
	/** What has been asked of the server and not been answered yet. */
	unanswered: () => string[];
}

/** @param expected console messages that belong to the page, such as that of a page that is not there */
export async function watch(page: Page, expected?: RegExp): Promise<Watch> {
	const troubles: string[] = [];
	const answers = told.get(page.context()) ?? [];
	told.set(page.context(), answers);
	const home = new URL(process.env['ANLAN_E2E_URL'] ?? 'http://127.0.0.1').host;
	const checkHost = (address: string) => {
		const { host, protocol } = new URL(address);
		if (!['blob:', 'data:'].includes(protocol) && host !== home) troubles.push(`asks another host: ${address}`);
	};
	await page.addInitScript(() =>
		document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
			console.error(`CSP: ${violatedDirective} ${blockedURI}`)
		)
	);
	page.on('console', (message) => {
		const isTrouble = message.type() === 'error' && !expected?.test(message.text());
		if (isTrouble) troubles.push(`console: ${message.text()} (${page.url()})`);
	});
	page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message} (${page.url()})`));
	page.on('request', (request) => checkHost(request.url()));
	page.on('websocket', (socket) => {
		checkHost(socket.url());
		socket.on('framereceived', ({ payload }) => answers.push(payload.toString()));
	});
	const open = new Map<Request, string>();
	page.on('request', (request) => {
		if (request.url().includes('/trpc/')) open.set(request, new URL(request.url()).pathname);
	});
	page.on('requestfinished', (request) => open.delete(request));
	page.on('requestfailed', (request) => open.delete(request));
	page.on('response', (response) => {
		if (!response.url().includes('/trpc/')) return;
		// A page left before the answer was read no longer needs it.
		response.text().then(
			(text) => answers.push(text),
			() => undefined
		);
	});
	const known = new Set<string>();
	const isTold = (word: string) => {
		if (!known.has(word) && answers.some((answer) => answer.includes(word))) known.add(word);
		return known.has(word);
	};
	return { troubles, isTold, unanswered: () => [...open.values()] };
}

/** Every text in sight, and what is spoken only: labels, titles, placeholders. */
function textsOf(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const texts: string[] = [document.title];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const parent = node.parentElement;
			if (!parent || parent.closest('script, style, option, body [lang="zh-CN"]')) continue;
			if (parent.checkVisibility({ visibilityProperty: true })) texts.push(node.textContent ?? '');
		}
		// What is marked as Chinese is meant to be: official documents are in no other language.
		for (const element of document.querySelectorAll<HTMLElement>(
			'[aria-label], [title], [placeholder], [alt], option'
		)) {
			if (element.tagName === 'OPTION') texts.push(element.textContent ?? '');
			else if (!element.checkVisibility() || element.closest('body [lang="zh-CN"]')) continue;
			for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
		}
		return texts.filter((text) => text.trim() !== '');
	});
}

/** Commands to be typed are the same in every language. */
const withoutCommands = (text: string) => text.replace(/npm run [a-z -]+/g, '');

/** Texts that are not in the page's language and are no names out of the data, or are no words at all. */
async function foreignWords(page: Page, language: 'zh' | 'en', isTold: Watch['isTold']): Promise<string[]> {
	const known = (word: string) => OWN_NAMES.includes(word) || LATIN_TERMS.test(word) || isTold(word);
	const foreign = language === 'en' ? /\p{Script=Han}+/gu : /[A-Za-z][A-Za-z0-9]{2,}/g;
	const texts = (await textsOf(page)).map(withoutCommands);
	return [
		...new Set(
			texts.flatMap((text) => [
				...[...text.matchAll(foreign)].map(([word]) => word).filter((word) => !known(word)),
				...(/undefined|NaN|\[object |\bnull\b/.exec(text) ?? [])
			])
		)
	];
}

/** What sticks out of the width of the screen. */
function overflow(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const width = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= width) return [];
		const wide = [...document.querySelectorAll<HTMLElement>('body *')].filter(
			(element) => element.getBoundingClientRect().right > width + 1
		);
		return ['scrolls sideways', ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
	});
}

/** Holds the page as it stands against what every page owes: width, language, quiet. */
export async function inspect(page: Page, language: 'zh' | 'en', { isTold, troubles }: Watch): Promise<void> {
	expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
	expect.soft(await overflow(page)).toEqual([]);
	await expect.soft.poll(() => foreignWords(page, language, isTold), { timeout: 3_000 }).toEqual([]);
	expect.soft(troubles).toEqual([]);
}

/** Holds the page as it stands against WCAG 2.2 AA, as far as a program can tell. */
export async function checkAccessibility(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		// In the page itself: the other way opens a further page each time, for frames of other origins, which are none.
		.setLegacyMode()
		.options({
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],
			resultTypes: ['violations']
		})
		.analyze();
	const found = violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary ?? ''}`)
	);
	expect.soft(found).toEqual([]);
}

/** Texts whose end is cut off at the right without a sign that more follows. */
export function cutOff(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const cut: string[] = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const text = node.textContent?.trim() ?? '';
			if (text === '' || !node.parentElement?.checkVisibility({ visibilityProperty: true })) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			const { right } = range.getBoundingClientRect();
			for (let box: Element | null = node.parentElement; box; box = box.parentElement) {
				const { overflowX, textOverflow, clipPath } = getComputedStyle(box);
				if (clipPath !== 'none' || textOverflow === 'ellipsis') break;
				if (overflowX !== 'visible' && right > box.getBoundingClientRect().right + 1) cut.push(text);
			}
		}
		return cut;
	});
}

/** Things to press that a finger would miss: smaller than 44 by 44 px, inline links in text apart. */
export function smallTargets(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary')].flatMap((element) => {
			if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]')) return [];
			const target = element.closest('label') ?? element;
			if (element.classList.contains('skip')) return [];
			const { width, height } = target.getBoundingClientRect();
			return width < 43.5 || height < 43.5
				? [`${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 100)}`]
				: [];
		})
	);
}

/** Keeps a picture where `ANLAN_E2E_PICTURES` names a folder, to look at every screen at once. */
export async function picture(page: Page, name: string): Promise<void> {
	const folder = process.env['ANLAN_E2E_PICTURES'];
	if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
