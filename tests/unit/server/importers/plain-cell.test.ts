import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows } from '#server/importers/parse-table.ts';
import { TABLE_LIMITS, type Cell } from '#server/importers/table.ts';
import { readPlainCell } from '#server/importers/xlsx/plain-cell.ts';
import { workbookParts, zipOf } from './workbook-files.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TEXTS = ['', '甲', 'a b', 'R&D', ' 王小明 ', '注'.repeat(40)];
const escape = (text: string) => text.replaceAll('&', '&amp;');

/** What may stand in a row, as most programs write it and as some do: to the same effect. */
interface Spelling {
	usual: string;
	other: string;
}

const column = fc.constantFrom('A', 'B', 'Z', 'AA', 'CU', 'CV', 'CW', 'XFD');
const index = fc.nat(TEXTS.length);
const cell = fc.tuple(column, index, fc.boolean()).map(([letters, at, isStyled]): Spelling => {
	const style = isStyled ? ' s="1"' : '';
	return {
		usual: `<c r="${letters}1"${style} t="s"><v>${at}</v></c>`,
		other: `<c${style} t="s" r='${letters}1' ><v>${at}</v></c>`
	};
});
const both = (xml: string): Spelling => ({ usual: xml, other: xml });
const odd = fc
	.constantFrom(
		'<c r="B1"><v>12</v></c>',
		'<c r="C1" t="s"/>',
		'<c r="D1" t="s"><f>A1</f><v>1</v></c>',
		'<c t="s"><v>1</v></c>',
		'<c r="E1" t="s"><v>99</v></c>',
		'<c r="F1" t="inlineStr"><is><t>乙</t></is></c>',
		'<!-- <c r="G1" t="s"><v>1</v></c> -->',
		'<c r="H1" t="s"><v>1 </v></c>'
	)
	.map(both);
const row = fc.array(fc.oneof({ weight: 6, arbitrary: cell }, odd), { maxLength: 12 });
const sheet = fc.array(row, { minLength: 1, maxLength: 6 });

async function read(rows: readonly string[], items: readonly string[]): Promise<[number, Cell[]][]> {
	const data = rows.map((xml, at) => `<row r="${at + 1}">${xml}</row>`).join('');
	const list = { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${MAIN}">${items.join('')}</sst>` };
	const read: [number, Cell[]][] = [];
	const add = (number: number, cells: Cell[]) => void read.push([number, [...cells]]);
	await readRows(zipOf(workbookParts(data, [list])), TABLE_LIMITS, { add });
	return read;
}

test('the usual spelling of cells and texts is read as any other, wherever the file is cut', async () => {
	const plain = TEXTS.map((text) => `<si><t>${escape(text)}</t></si>`);
	const spaced = TEXTS.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`);
	await fc.assert(
		fc.asyncProperty(sheet, fc.constantFrom(1, 1, 400), async (rows, times) => {
			const many = Array.from({ length: times }, () => rows).flat();
			const spelt = (key: keyof Spelling) => many.map((cells) => cells.map((of) => of[key]).join(''));
			expect(await read(spelt('usual'), plain)).toEqual(await read(spelt('other'), spaced));
		}),
		{ numRuns: 60 }
	);
});

test.each([
	'',
	'<c r="A1" t="s"><v>1</v></c',
	'<c r="A1" t="s"><v></v></c>',
	'<c r="A1" t="s"><v>1234567890</v></c>',
	'<c r="A1" t="s"><v>-1</v></c>',
	'<c r="1" t="s"><v>1</v></c>',
	'<c r="ABCD1" t="s"><v>1</v></c>',
	'<c r="a1" t="s"><v>1</v></c>',
	'<c r="A1" t="str"><v>1</v></c>',
	'<c r="A1" x="1" t="s"><v>1</v></c>'
])('%s is left to the general reader', (xml) => {
	expect(readPlainCell(xml, 0, { column: 0, index: 0 })).toBe(-1);
});
