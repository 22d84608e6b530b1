import exceljs from 'exceljs';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';
import { workbookParts, zipOf } from '../tests/unit/server/importers/workbook-files.ts';

/** What a file is handed to: the reader of national exports, or that of warnings. */
export type TakenBy = 'export' | 'warning';

const MEGABYTE = 1024 * 1024;
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const header = `<row>${NATIONAL_HEADER.map(cell).join('')}</row>`;
const sheetOf = (rows: string) => zipOf(workbookParts(header + rows));
const sheetWith = (content: string) =>
	zipOf([...workbookParts('').slice(0, 3), { name: 'xl/worksheets/sheet1.xml', content }]);
const alert = (inside: string, before = '') =>
	Buffer.from(
		`<?xml version="1.0" encoding="UTF-8"?>${before}<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${inside}</alert>`
	);
const growing = (levels: number) =>
	`<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">${Array.from(
		{ length: levels },
		(_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`
	).join('')}]>`;

type Value = string | number | null;

/** A small export whose rows somebody's hand has spoilt. */
async function spoilt(rows: readonly Value[][], change?: (sheet: exceljs.Worksheet) => void): Promise<Buffer> {
	const workbook = new exceljs.Workbook();
	const sheet = workbook.addWorksheet('灾情统计');
	sheet.addRow([...NATIONAL_HEADER]);
	for (const row of rows) sheet.addRow(row);
	change?.(sheet);
	return Buffer.from(await workbook.xlsx.writeBuffer());
}

const rowsOf = (figure: (row: number, column: number) => Value, time: Value = '2020-06-01', rows = 200) =>
	Array.from({ length: rows }, (_, row) => [
		'祁东县',
		'洪涝灾害',
		'衡阳市',
		time,
		...NATIONAL_INDICATORS.map((_indicator, column) => figure(row, column))
	]);

/** Hostile, damaged and carelessly made files, by name: who is to read each, and its bytes. */
export const HOSTILE: Readonly<Record<string, readonly [TakenBy, () => Buffer | Promise<Buffer>]>> = {
	'2 million rows': ['export', () => sheetOf(`<row>${cell('祁东县')}<c><v>1</v></c></row>`.repeat(2_000_000))],
	'2 million empty rows': ['export', () => sheetOf('<row/>'.repeat(2_000_000))],
	'more rows than the cap': ['export', () => sheetOf(`<row>${cell('a')}</row>`.repeat(30_000))],
	'zip bomb': ['export', () => sheetOf(' '.repeat(400 * MEGABYTE))],
	'zip bomb that lies about its size': [
		'export',
		() =>
			zipOf([
				...workbookParts('').slice(0, 3),
				{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet>${' '.repeat(200 * MEGABYTE)}`, declaredSize: 1_000 }
			])
	],
	'bomb of shared strings': [
		'export',
		() =>
			zipOf(
				workbookParts(header, [
					{ name: 'xl/sharedStrings.xml', content: `<sst>${'<si><t>x</t></si>'.repeat(3_300_000)}</sst>` }
				])
			)
	],
	'one cell of 80 MB': ['export', () => sheetOf(`<row>${cell('a'.repeat(80 * MEGABYTE))}</row>`)],
	'a million attributes': [
		'export',
		() => sheetOf(`<row ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}="1"`).join(' ')}/>`)
	],
	'elements a million deep': ['export', () => sheetWith(`<worksheet>${'<a>'.repeat(1_000_000)}`)],
	'entities that grow (XLSX)': [
		'export',
		() => sheetWith(`${growing(9)}<worksheet><sheetData><row>${cell('&e9;')}</row></sheetData></worksheet>`)
	],
	'zip cut short': ['export', () => sheetOf('<row/>').subarray(0, 900)],
	'zip with a byte changed': [
		'export',
		() => {
			const bytes = sheetOf(`<row>${cell('祁东县')}</row>`.repeat(2_000));
			bytes.writeUInt8(bytes.readUInt8(1_200) ^ 0x55, 1_200);
			return bytes;
		}
	],
	'bytes that are no text': ['export', () => Buffer.alloc(4 * MEGABYTE, 0xff)],
	'UTF-16 text without a table': ['export', () => Buffer.from('区域,灾种\n'.repeat(20_000), 'utf16le')],
	'columns missing': ['export', () => Buffer.from(`${NATIONAL_HEADER.slice(0, 40).join(',')}\n${'1,'.repeat(40)}\n`)],
	formulas: [
		'export',
		() =>
			spoilt(
				rowsOf(() => 0),
				(sheet) => {
					for (let row = 2; row <= 201; row++) sheet.getCell(row, 7).value = { formula: `SUM(H${row}:Z${row})` };
				}
			)
	],
	'merged cells': [
		'export',
		() =>
			spoilt(
				rowsOf(() => 0),
				(sheet) => {
					for (let row = 2; row < 200; row += 2) sheet.mergeCells(`C${row}:C${row + 1}`);
				}
			)
	],
	'numbers as text, full-width, with separators': [
		'export',
		() => spoilt(rowsOf((row, column) => ['１，２００', '1,234', '56', '无'][(row + column) % 4] ?? 0))
	],
	'dates as serials': ['export', () => spoilt(rowsOf(() => 0, 43_983))],
	'entities that grow (CAP)': ['warning', () => alert('<identifier>&e9;</identifier>', growing(9))],
	'an external entity': ['warning', () => alert('&x;', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
	'elements 300,000 deep': ['warning', () => alert('<info>'.repeat(300_000))],
	'19,000 elements': ['warning', () => alert('<info><language>zh-CN</language></info>'.repeat(9_500))],
	'ten polygons of 15,000 corners': [
		'warning',
		() => alert(`<info><area>${`<polygon>${'26.8,112.1 '.repeat(15_000)}</polygon>`.repeat(10)}</area></info>`)
	],
	'a warning of 30 MB': ['warning', () => alert(`<note>${'a'.repeat(30 * MEGABYTE)}</note>`)],
	'a warning in another encoding': [
		'warning',
		() => Buffer.from(alert('<note>山洪</note>').toString('utf8'), 'utf16le')
	],
	'no warning at all': ['warning', () => Buffer.alloc(MEGABYTE, 0x50)]
};
