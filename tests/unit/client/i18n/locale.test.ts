import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { locale as Locale } from '#client/i18n/locale.svelte.ts';

let stored: Map<string, string>;
let page: { documentElement: { lang: string } };

beforeEach(() => {
	stored = new Map();
	page = { documentElement: { lang: '' } };
	vi.stubGlobal('document', page);
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => stored.set(key, value)
	});
	vi.resetModules();
});

afterEach(() => vi.unstubAllGlobals());

async function freshLocale(): Promise<typeof Locale> {
	return (await import('#client/i18n/locale.svelte.ts')).locale;
}

it('is Chinese until told otherwise', async () => {
	expect((await freshLocale()).current).toBe('zh');
});

it('keeps the choice and tells the browser', async () => {
	const locale = await freshLocale();
	locale.set('en');
	expect(page.documentElement.lang).toBe('en');
	vi.resetModules();
	expect((await freshLocale()).current).toBe('en');
	locale.set('zh');
	expect(page.documentElement.lang).toBe('zh-CN');
});

it('takes the account’s language only where none was chosen on the device', async () => {
	const locale = await freshLocale();
	locale.adopt('en');
	expect(locale.current).toBe('en');
	locale.set('zh');
	locale.adopt('en');
	expect(locale.current).toBe('zh');
});

it('works where storage is forbidden', async () => {
	const forbidden = () => {
		throw new DOMException('denied', 'SecurityError');
	};
	vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden });
	const locale = await freshLocale();
	locale.set('en');
	expect(locale.current).toBe('en');
});

it('gives the words of the present language', async () => {
	const { locale } = await import('#client/i18n/locale.svelte.ts');
	const { defineMessages, useMessages } = await import('#client/i18n/messages.svelte.ts');
	const t = useMessages(
		defineMessages({ zh: { people: (n: number) => `${n} 人` }, en: { people: (n) => `${n} people` } })
	);
	expect(t().people(3)).toBe('3 人');
	locale.set('en');
	expect(t().people(3)).toBe('3 people');
});
