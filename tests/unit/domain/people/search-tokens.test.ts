import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { initialsOfEach, initialsOfName } from '#domain/people/pinyin-initials.ts';
import { isMeant, readSearch, tokensOfPerson, type Searchable } from '#domain/people/search-tokens.ts';

const person = (name: string, number = '11010519491231002X', phone = '139 1234 5678') => ({
	name,
	phone,
	document: { kind: 'residentId' as const, number }
});

/** Whether a search finds somebody: the tokens are there, and then the words are. */
function finds(query: string, of: Searchable = person('王小明')): boolean {
	const stored = new Set(tokensOfPerson(of));
	const search = readSearch(query);
	return search !== null && search.tokens.every((token) => stored.has(token)) && isMeant(of, search);
}

describe('pinyin initials', () => {
	it('knows polyphones, and surnames that are read otherwise', () => {
		expect(initialsOfName('王小明')).toEqual(['wxm']);
		expect(initialsOfName('单行')).toEqual(expect.arrayContaining(['sx', 'sh', 'dx']));
		expect(initialsOfName('曾乐')).toEqual(expect.arrayContaining(['zl', 'zy', 'cl', 'cy']));
		expect(initialsOfName('万俟华')).toContain('mqh');
		expect(initialsOfName('仇英')).toEqual(expect.arrayContaining(['qy', 'cy']));
		expect(initialsOfName('尉迟恭')).toContain('ycg');
	});

	it('holds how every character is read as a surname, and how those of two characters are', () => {
		const compounds =
			'南宫 第五 万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 太叔 申屠 公孙 仲孙 轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 仉督 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 段干 百里 东郭 南门 单于 呼延 羊舌 微生 梁丘 左丘 独孤 西门';
		const single = Array.from({ length: 0x9fff - 0x4e00 }, (_, at) => String.fromCodePoint(0x4e00 + at));
		for (const surname of [...single, ...compounds.split(' ')]) {
			const initials = initialsOfEach(surname);
			const read = pinyin(surname, { surname: 'head', toneType: 'none', type: 'array' });
			for (const [at, letters] of initials.entries())
				if (!letters.includes(read[at]!.charAt(0))) expect([surname, read, initials]).toEqual([]);
		}
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
			'1002x',
			'１００２ｘ',
			'11010519491231002X',
			'5678',
			'45678',
			'13912345678'
		])
			expect([query, finds(query)]).toEqual([query, true]);
		for (const query of ['139 1234 5678', '139-1234-5678', '+86 139 1234 5678', '王小明 5678', '王 wxm 002x'])
			expect([query, finds(query)]).toEqual([query, true]);
	});

	it('finds polyphones by each of their readings', () => {
		for (const [name, queries] of [
			['曾小乐', ['zxl', 'cxl', 'zxy', 'cxy', 'xl', 'xy', '曾', '乐']],
			['单行', ['sx', 'dx', 'sh', 'dh']],
			['仇英', ['qy', 'cy']]
		] as const)
			for (const query of queries) expect([name, query, finds(query, person(name))]).toEqual([name, query, true]);
	});

	it('does not find others, and does not look for next to nothing', () => {
		for (const query of [
			'王明',
			'李',
			'wm',
			'0021',
			'5679',
			'王小明 9999',
			'55678',
			'23912345678',
			'21010519491231002X'
		])
			expect([query, finds(query)]).toEqual([query, false]);
		for (const query of ['', '  ', 'w', '123', '·', '王小明 w'])
			expect([query, readSearch(query)]).toEqual([query, null]);
	});

	it('does not take the parts for the whole', () => {
		expect(finds('明小明', person('小明小'))).toBe(false);
		expect(finds('xmx', person('明小明'))).toBe(false);
		expect(finds('xmx', person('小明小'))).toBe(true);
	});

	it('keeps few tokens: eleven for most people', () => {
		expect(tokensOfPerson(person('王小明'))).toHaveLength(11);
	});

	const han = fc.oneof(
		{ weight: 5, arbitrary: fc.constantFrom(...'王李张单曾仇区朴重行乐小明国华欧阳') },
		{ weight: 2, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point)) },
		{ weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6d6 }).map((point) => String.fromCodePoint(point)) }
	);
	const name = fc.array(han, { minLength: 1, maxLength: 6 }).map((characters) => characters.join(''));
	/** A part of a list, `least` items or more, picked by two numbers. */
	const partOf = (items: readonly string[], least: number, a: number, b: number) => {
		const from = a % Math.max(1, items.length - least + 1);
		return items.slice(from, from + least + (b % (items.length - from - least + 1 || 1))).join('');
	};

	it('what should match does: every part of a name, every spelling and its parts, every tail', () => {
		fc.assert(
			fc.property(name, fc.nat(), fc.nat(), fc.integer({ min: 4, max: 18 }), (text, a, b, tail) => {
				const of = person(text);
				expect(finds(partOf([...text], 1, a, b), of)).toBe(true);
				for (const spelling of initialsOfName(text))
					if (spelling.length >= 2) expect(finds(partOf([...spelling], 2, a, b), of)).toBe(true);
				expect(finds(of.document.number.slice(-tail), of)).toBe(true);
				if (tail <= 11) expect(finds('13912345678'.slice(-tail), of)).toBe(true);
				expect(finds(`${text} ${of.document.number.slice(-tail)}`, of)).toBe(true);
			})
		);
	});

	it('whoever is meant has the tokens, whatever is looked for', () => {
		const few = fc.array(fc.constantFrom(...'小明单乐'), { minLength: 1, maxLength: 5 }).map((all) => all.join(''));
		const letters = fc.array(fc.constantFrom(...'xmsdly'), { minLength: 2, maxLength: 4 }).map((all) => all.join(''));
		const digits = fc.array(fc.constantFrom('1', '2'), { minLength: 4, maxLength: 8 }).map((all) => all.join(''));
		fc.assert(
			fc.property(few, digits, digits, fc.oneof(few, letters, digits), (text, number, phone, query) => {
				const of = person(text, number, phone);
				const search = readSearch(query)!;
				const stored = new Set(tokensOfPerson(of));
				const isAllThere = search.tokens.every((token) => stored.has(token));
				expect(isMeant(of, search) && !isAllThere).toBe(false);
				const spelt = initialsOfEach(text).length === [...text].length && initialsOfName(text);
				const isIt =
					text.includes(query) ||
					(spelt && spelt.some((spelling) => spelling.includes(query))) ||
					[number, phone].some((each) => each.endsWith(query) || (each.length >= 6 && query.endsWith(each)));
				if (isIt) expect(finds(query, of)).toBe(true);
			}),
			{ numRuns: 1_000 }
		);
	});

	it('takes any text as a name and as a query', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
				expect(tokensOfPerson(person(text)).length).toBeLessThan(2_000);
				expect(readSearch(text)?.tokens.length ?? 0).toBeLessThan(100);
			})
		);
	});
});
