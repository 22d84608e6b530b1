import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialsOfName } from '#domain/people/pinyin-initials.ts';
import { tokensOfPerson, tokensOfQuery } from '#domain/people/search-tokens.ts';

const person = (name: string, number = '11010519491231002X', phone = '139 1234 5678') => ({
	name,
	phone,
	document: { kind: 'residentId' as const, number }
});
const finds = (query: string, of = person('王小明')) => {
	const stored = new Set(tokensOfPerson(of));
	const asked = tokensOfQuery(query);
	return asked !== null && asked.every((token) => stored.has(token));
};

describe('pinyin initials', () => {
	it('knows polyphones, and surnames that are read otherwise', () => {
		expect(initialsOfName('王小明')).toEqual(['wxm']);
		expect(initialsOfName('单行')).toEqual(expect.arrayContaining(['sx', 'sh', 'dx']));
		expect(initialsOfName('曾乐')).toEqual(expect.arrayContaining(['zl', 'zy', 'cl']));
		expect(initialsOfName('万俟华')).toContain('mqh');
		expect(initialsOfName('仇英')).toContain('qy');
		expect(initialsOfName('尉迟恭')).toContain('ycg');
	});

	it('passes over what cannot be read', () => {
		expect(initialsOfName('阿卜·热')).toEqual(expect.arrayContaining(['abr']));
		expect(initialsOfName('\u{2FFFE}')).toEqual([]);
		expect(initialsOfName('·')).toEqual([]);
	});
});

describe('search', { timeout: 60_000 }, () => {
	it('finds by name, a part of it, initials, and tails of numbers', () => {
		for (const query of [
			'王小明',
			'小明',
			'明',
			'wxm',
			'WX',
			'xm',
			'002X',
			'１００２ｘ',
			'11010519491231002X',
			'5678',
			'13912345678'
		])
			expect([query, finds(query)]).toEqual([query, true]);
		for (const query of ['139 1234 5678', '139-1234-5678', '王小明 5678', '王 wxm 002x'])
			expect([query, finds(query)]).toEqual([query, true]);
	});

	it('does not find others, and does not look for next to nothing', () => {
		for (const query of ['王明', '李', 'wm', '0021', '5679', '王小明 9999'])
			expect([query, finds(query)]).toEqual([query, false]);
		for (const query of ['', '  ', 'w', '123', '·', '王小明 w'])
			expect([query, tokensOfQuery(query)]).toEqual([query, null]);
	});

	const han = fc.oneof(
		{ weight: 5, arbitrary: fc.constantFrom(...'王李张单曾仇区朴重行乐小明国华欧阳') },
		{ weight: 2, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point)) },
		{ weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6d6 }).map((point) => String.fromCodePoint(point)) }
	);
	const name = fc.array(han, { minLength: 1, maxLength: 6 }).map((characters) => characters.join(''));

	it('what should match does: every part of a name, every spelling and its parts, every tail', () => {
		fc.assert(
			fc.property(name, fc.nat(), fc.nat(), fc.integer({ min: 4, max: 18 }), (text, a, b, tail) => {
				const of = person(text);
				const part = (characters: readonly string[], least: number) => {
					const from = a % Math.max(1, characters.length - least + 1);
					return characters.slice(from, from + least + (b % (characters.length - from - least + 1 || 1))).join('');
				};
				expect(finds(part([...text], 1), of)).toBe(true);
				for (const spelling of initialsOfName(text))
					if (spelling.length >= 2) expect(finds(part([...spelling], 2), of)).toBe(true);
				expect(finds(of.document.number.slice(-tail), of)).toBe(true);
				expect(finds(`${text} ${of.document.number.slice(-tail)}`, of)).toBe(true);
			})
		);
	});

	it('takes any text as a name and as a query', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
				expect(tokensOfPerson(person(text)).length).toBeLessThan(2_000);
				expect(tokensOfQuery(text)?.length ?? 0).toBeLessThan(100);
			})
		);
	});
});
