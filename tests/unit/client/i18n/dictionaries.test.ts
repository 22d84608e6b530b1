import { describe, expect, it } from 'vitest';

interface Dictionaries {
	messages?: { zh: Record<string, unknown>; en: Record<string, unknown> };
}

const found = import.meta.glob<Dictionaries>('../../../../src/client/**/messages.ts', { eager: true });
const HAN = /\p{Script=Han}/u;
/** Names of the product and of the other language may stand in English text. */
const KEPT = /安澜|中文/gu;

describe.each(Object.entries(found))('%s', (_, { messages }) => {
	it('says the same things in both languages', () => {
		expect(messages).toBeDefined();
		const { zh, en } = messages!;
		expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
		for (const [key, words] of Object.entries(en)) {
			expect(typeof words, key).toBe(typeof zh[key]);
			if (typeof words === 'string') expect(words.replace(KEPT, ''), key).not.toMatch(HAN);
		}
	});
});

it('finds the dictionaries', () => expect(Object.keys(found).length).toBeGreaterThan(3));
