import { strFromU8, unzipSync } from 'fflate';
import excel from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { writeDocx } from '#server/documents/docx/write-docx.ts';
import { splitColumns } from '#domain/documents/split-columns.ts';
import { writeXlsx } from '#server/documents/xlsx/write-xlsx.ts';
import { RARE } from '../../domain/documents/facts.ts';
import { someContent } from './some-content.ts';

const HASH = 'ab'.repeat(32);
const content = someContent('bulletin');
let docx: Buffer;
let xlsx: Buffer;
beforeAll(async () => {
	docx = await writeDocx(content, HASH);
	xlsx = await writeXlsx(content, HASH);
}, 60_000);

const partsOf = (bytes: Buffer) =>
	Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
const textOf = (xml: string) => xml.replaceAll(/<[^>]+>/g, '');

test('Word: the page of GB/T 9704, its typefaces, rare characters in the one that has them', () => {
	const parts = partsOf(docx);
	const xml = parts['word/document.xml']!;
	expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
	expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
	expect(xml).toContain('w:linePitch="560"');
	for (const face of ['仿宋', '方正小标宋简体', '黑体']) {
		expect(xml).toContain(`w:eastAsia="${face}"`);
		expect(parts['word/fontTable.xml']).toContain(`w:name="${face}"><w:altName`);
	}
	const rare = [...xml.matchAll(/<w:r>(?:(?!<\/w:r>).)*SimSun-ExtB(?:(?!<\/w:r>).)*<w:t[^>]*>([^<]*)/g)];
	const set = rare.map(([, text]) => text).join('');
	for (const character of ['𠅤', '𬱖']) expect(set).toContain(character);
	for (const character of RARE) expect(textOf(xml)).toContain(character);
});

test('Word: heads repeat, rows stay whole, pages are counted, the hash and the signatures stand below', () => {
	const parts = partsOf(docx);
	const xml = parts['word/document.xml']!;
	const bands = splitColumns(content.table.columns).length;
	expect(bands).toBeGreaterThan(1);
	expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(bands);
	expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(bands * (content.table.rows.length + 1));
	const feet = Object.entries(parts).filter(([name]) => name.startsWith('word/footer'));
	expect(feet).toHaveLength(2);
	for (const [, foot] of feet) for (const field of ['PAGE', 'NUMPAGES']) expect(foot).toContain(field);
	for (const words of ['合计', '单位负责人：', '填表人：李四', '报出日期：2026年1月20日', HASH])
		expect(textOf(xml)).toContain(words);
});

test('Excel: figures are numbers that add up, the head is on every page, the page is A4 with its margins', async () => {
	const workbook = new excel.Workbook();
	await workbook.xlsx.load(Uint8Array.from(xlsx).buffer);
	const [words, sheet] = workbook.worksheets;
	const rows = Array.from(sheet!.getSheetValues(), (row) => Array.from((row ?? []) as unknown[]));
	expect(rows[1]![1]).toBe('地区');
	const total = rows.findIndex((row) => row[1] === '合计');
	const column = rows[1]!.findIndex((label) => String(label).startsWith('受灾人口'));
	const above = rows.slice(2, total).map((row) => row[column] as number);
	expect(above.reduce((sum, each) => sum + each, 0)).toBe(rows[total]![column]);
	expect(sheet!.pageSetup).toMatchObject({ printTitlesRow: '1:1', printTitlesColumn: 'A:B' });
	for (const { pageSetup, headerFooter } of [words!, sheet!]) {
		expect(pageSetup).toMatchObject({ paperSize: 9, orientation: 'portrait' });
		expect(pageSetup.margins!.top * 25.4).toBeCloseTo(37, 1);
		expect(pageSetup.margins!.left * 25.4).toBeCloseTo(28, 1);
		expect(headerFooter.oddFooter).toContain('第&P页 共&N页');
	}
	expect(sheet!.headerFooter.oddFooter).toContain('填表人：李四');
	expect(sheet!.getCell(2, 1).font.name).toBe('仿宋');
	expect(words!.getCell(1, 1).font.name).toBe('方正小标宋简体');
	const said = JSON.stringify(words!.getSheetValues());
	for (const each of [HASH, '填表人：李四', '报出日期：2026年1月20日']) expect(said).toContain(each);
	for (const character of RARE) expect(rows.flat().join('')).toContain(character);
});

test('the same content gives the same bytes, whenever it is set', async () => {
	await new Promise((resolve) => setTimeout(resolve, 2_100));
	expect((await writeDocx(content, HASH)).equals(docx)).toBe(true);
	expect((await writeXlsx(content, HASH)).equals(xlsx)).toBe(true);
});

test('columns are shared out evenly over bands, each once and in order', () => {
	const all = someContent('table').table.columns;
	const bands = splitColumns(all);
	expect(bands.flatMap(({ columns }) => columns.map(({ key }) => key))).toEqual(
		NATIONAL_INDICATORS.map(({ key }) => key)
	);
	expect(bands.every(({ from, columns }) => all[from] === columns[0] && columns.length <= 6)).toBe(true);
	expect(splitColumns(all.slice(0, 7)).map(({ columns }) => columns.length)).toEqual([4, 3]);
	expect(splitColumns([])).toEqual([]);
});
