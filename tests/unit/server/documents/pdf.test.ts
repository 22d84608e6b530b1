import { beforeAll, expect, test } from 'vitest';
import { fileNameOf } from '#domain/documents/document-words.ts';
import { PAGE_MM, points } from '#server/documents/page.ts';
import { breakLines } from '#server/documents/pdf/break-lines.ts';
import { runsOf } from '#server/documents/pdf/typefaces.ts';
import { writePdf } from '#server/documents/pdf/write-pdf.ts';
import { RARE } from '../../domain/documents/facts.ts';
import { readPdf, type ReadPage } from './read-pdf.ts';
import { someContent } from './some-content.ts';

const HASH = 'ab'.repeat(32);
const LEFT = points(PAGE_MM.left);
const RIGHT = LEFT + points(PAGE_MM.textWidth);
const TOP = points(PAGE_MM.top);
const BOTTOM = TOP + points(PAGE_MM.textHeight);

let bytes: Buffer;
let pages: ReadPage[];
let fonts: ReturnType<typeof readPdf>['fonts'];
beforeAll(async () => {
	bytes = await writePdf(someContent('table'), HASH);
	({ pages, fonts } = readPdf(bytes));
}, 60_000);

const linesOf = ({ texts }: ReadPage) => {
	const lines = new Map<number, string>();
	for (const { y, text } of texts) lines.set(Math.round(y), (lines.get(Math.round(y)) ?? '') + text);
	return [...lines.values()];
};

test('the page is that of GB/T 9704: A4, 37 mm above, 28 mm left, 156 × 225 mm of text', () => {
	expect(pages.length).toBeGreaterThan(5);
	for (const page of pages) {
		expect(page.width).toBeCloseTo(points(210), 2);
		expect(page.height).toBeCloseTo(points(297), 2);
		const body = page.texts.filter(({ text }) => !/^— 第/.test(text));
		expect(Math.min(...body.map(({ x }) => x))).toBeGreaterThanOrEqual(LEFT - 0.1);
		expect(Math.max(...body.map(({ x }) => x))).toBeLessThan(RIGHT);
		expect(Math.min(...body.map(({ y }) => y))).toBeGreaterThan(TOP);
		expect(Math.max(...body.map(({ y }) => y))).toBeLessThanOrEqual(BOTTOM);
	}
});

test('each page says which it is of how many, and begins its part of the table with the head', () => {
	for (const [at, page] of pages.entries()) {
		expect(linesOf(page)).toContain(`— 第${at + 1}页 共${pages.length}页 —`);
		if (page.texts.some(({ text }) => /^\d+\/\d+$/.test(text)))
			expect(page.texts.map(({ text }) => text)).toContain('地区');
	}
	const all = pages.flatMap(linesOf).join('\n');
	for (const words of ['合计', '填表人：李四', '报出日期：2026年1月20日', HASH, '祁应急报〔2026〕3号　第1期'])
		expect(all).toContain(words);
});

test('typefaces are embedded as far as they are used, and every glyph has an outline, rare ones too', () => {
	expect(fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, '')).sort()).toEqual([
		'NotoSansSC-Medium',
		'NotoSerifSC-Bold',
		'NotoSerifSC-Regular'
	]);
	expect(bytes.length).toBeLessThan(400_000);
	const texts = pages.flatMap((page) => page.texts);
	expect(texts.filter(({ isDrawn }) => !isDrawn)).toEqual([]);
	const shown = texts.map(({ text }) => text).join('');
	for (const character of RARE) expect(shown).toContain(character);
	expect(shown).not.toContain('〔U+');
});

test('a character that a typeface lacks comes from another; one that none has is written as its code', () => {
	expect(runsOf('甲𰻝乙', 'body')).toEqual([
		{ face: 'body', text: '甲' },
		{ face: 'heading', text: '𰻝' },
		{ face: 'body', text: '乙' }
	]);
	expect(runsOf('𪛖', 'title')).toEqual([{ face: 'title', text: '〔U+2A6D6〕' }]);
});

test('the same content gives the same bytes', async () => {
	expect((await writePdf(someContent('table'), HASH)).equals(bytes)).toBe(true);
});

test('lines keep figures whole and begin with no closing mark', () => {
	const measure = (text: string) => [...text].length;
	expect(breakLines('共有人口12,345人，已转移', 8, measure)).toEqual(['共有人口', '12,345人，', '已转移']);
	expect(breakLines('一二三四五。六', 5, measure)).toEqual(['一二三四', '五。六']);
	expect(breakLines('一二三四（五六）', 5, measure)).toEqual(['一二三四', '（五六）']);
	expect(breakLines('1234567890', 4, measure)).toEqual(['1234', '5678', '90']);
	expect(breakLines('', 4, measure)).toEqual(['']);
	expect(breakLines('一二三四', 4, measure, 2)).toEqual(['一二', '三四']);
});

test('a file is named for what it is, without what a file system forbids', () => {
	expect(fileNameOf({ title: 'a/b:灾情快报', number: 3 }, 'pdf')).toBe('a b 灾情快报（第3期）.pdf');
});
