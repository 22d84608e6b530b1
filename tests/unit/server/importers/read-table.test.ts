import exceljs from 'exceljs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { describeProblem } from '#domain/shared/problems.ts';
import type { Result } from '#domain/shared/result.ts';
import { readTable } from '#server/importers/read-table.ts';
import { TABLE_LIMITS, type Table } from '#server/importers/table.ts';
import { workbookParts, zipOf } from './workbook-files.ts';

vi.setConfig({ testTimeout: 30_000 });

const tableOf = (result: Result<Table>): Table => {
	if (!result.ok) throw new Error(describeProblem(result.problem, 'en'));
	return result.value;
};
const refusalOf = (result: Result<Table>): string => {
	if (result.ok) throw new Error('the file was read');
	return `${result.problem.code}: ${describeProblem(result.problem, 'zh')}`;
};
const textsOf = (table: Table) => table.rows.map((row) => row.cells.map((cell) => cell.text));

describe('CSV', () => {
	const csv = '名称,乡镇\r\n"白鹤铺,中学",白鹤铺镇\r\n\r\n金桥村部,"金桥\n镇"\r\n';

	test('in UTF-8, with and without a mark, UTF-16 and GB18030', async () => {
		const gb18030 = Buffer.from('c3fbb3c62ccfe7d5f20d0ab0d7baf2c6cccfc22cb0d7bad72e', 'hex');
		const files = [
			[Buffer.from(csv), 'utf-8'],
			[Buffer.from(`\ufeff${csv}`), 'utf-8'],
			[Buffer.from(`\ufeff${csv}`, 'utf16le'), 'utf-16le']
		] as const;
		for (const [bytes, encoding] of files) {
			const table = tableOf(await readTable(bytes));
			expect(table).toMatchObject({ format: 'csv', encoding, header: ['名称', '乡镇'] });
			expect(textsOf(table)).toEqual([
				['白鹤铺,中学', '白鹤铺镇'],
				['金桥村部', '金桥\n镇']
			]);
			expect(table.rows.map((row) => row.number)).toEqual([2, 4]);
		}
		expect(tableOf(await readTable(gb18030))).toMatchObject({ encoding: 'gb18030', header: ['名称', '乡镇'] });
	});

	test('tabs and semicolons separate too; a title above the header is passed over', async () => {
		expect(tableOf(await readTable(Buffer.from('a\tb\n1\t2'))).header).toEqual(['a', 'b']);
		expect(tableOf(await readTable(Buffer.from('a;b\n1;2'))).header).toEqual(['a', 'b']);
		const titled = tableOf(await readTable(Buffer.from('避灾场所登记表,\n名称,乡镇\n甲,乙')));
		expect(titled.header).toEqual(['名称', '乡镇']);
		expect(titled.rows).toHaveLength(1);
	});

	test('a quote left open, too many rows, too wide, binary and nothing are refused in words', async () => {
		const narrow = { ...TABLE_LIMITS, rows: 2, columns: 3 };
		expect(refusalOf(await readTable(Buffer.from('a,b\n"1,2')))).toContain('第 2 行的引号不成对');
		expect(refusalOf(await readTable(Buffer.from('a\n1\n2\n3'), narrow))).toContain('行数超过 2 行');
		expect(tableOf(await readTable(Buffer.from('a\n1\n2'), narrow)).rows).toHaveLength(2);
		expect(refusalOf(await readTable(Buffer.from('a,b,c,d\n1,2,3,4'), narrow))).toContain('列数超过 3 列');
		expect(refusalOf(await readTable(Buffer.from([0x89, 0x50, 0, 1, 2, 0xff, 0xff])))).toContain('不是表格文件');
		expect(refusalOf(await readTable(Buffer.alloc(0)))).toContain('文件是空的');
		expect(refusalOf(await readTable(Buffer.alloc(6 * 1024 * 1024)))).toContain('tooLarge');
	});
});

describe('XLSX', () => {
	let written: Buffer;
	beforeAll(async () => {
		const workbook = new exceljs.Workbook();
		const sheet = workbook.addWorksheet('场所');
		sheet.addRow(['名称', '面积', '日期', '时刻', '对', '公式', '富文本']);
		sheet.addRow([
			'白鹤中学',
			1200.5,
			new Date(Date.UTC(2026, 0, 26)),
			new Date(Date.UTC(2026, 0, 26, 14, 5)),
			true,
			{ formula: 'B2*2', result: 2401 },
			{ richText: [{ text: '白' }, { text: '鹤', font: { bold: true } }] }
		]);
		sheet.addRow([]);
		sheet.addRow(['村部', 0.1 + 0.2, null, null, false, { formula: 'B9', result: { error: '#REF!' } }]);
		written = Buffer.from(await workbook.xlsx.writeBuffer());
	});

	test('numbers, dates, truth, formulas by their last value, rich text; rows keep their numbers', async () => {
		const table = tableOf(await readTable(written));
		expect(table).toMatchObject({ format: 'xlsx', sheet: '场所' });
		expect(textsOf(table)).toEqual([
			['白鹤中学', '1200.5', '2026-01-26', '2026-01-26 14:05:00', 'TRUE', '2401', '白鹤'],
			['村部', '0.3', '', '', 'FALSE', '#REF!']
		]);
		expect(table.rows[1]?.cells.map((cell) => cell.kind)).toEqual([
			'text',
			'number',
			'empty',
			'empty',
			'boolean',
			'error'
		]);
		expect(table.rows.map((row) => row.number)).toEqual([2, 4]);
	});

	test('inline strings, cells far apart, numbers kept as text, a formula without a value', async () => {
		const sheet = `<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c><c r="C1" t="str"><v>丙</v></c></row>
			<row r="5"><c r="A5" t="inlineStr"><is><t>007</t></is></c><c r="C5"><v>1.2E3</v></c><c r="D5"><f>1+1</f></c></row>`;
		const table = tableOf(await readTable(zipOf(workbookParts(sheet))));
		expect(table.header).toEqual(['甲', '', '丙']);
		expect(table.rows[0]?.cells).toEqual([
			{ kind: 'text', text: '007' },
			{ kind: 'empty', text: '' },
			{ kind: 'number', text: '1200' },
			{ kind: 'error', text: '#公式', isFormula: true }
		]);
	});

	const row = '<row><c t="inlineStr"><is><t>a</t></is></c></row>';
	const hostile: readonly (readonly [string, () => Buffer, string])[] = [
		['a bomb that says so', () => zipOf(workbookParts(row + ' '.repeat(70 * 1024 * 1024))), '解压后内容过大'],
		[
			'a bomb that lies about its size',
			() =>
				zipOf([
					...workbookParts(row).slice(0, 3),
					{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(70 * 1024 * 1024, 32), declaredSize: 1000 }
				]),
			'文件已损坏'
		],
		[
			'many shared strings that are one',
			() => {
				const strings = `<sst>${'<si><t>x</t></si>'.repeat(2_100_000)}</sst>`;
				return zipOf(workbookParts(row, [{ name: 'xl/sharedStrings.xml', content: strings }]));
			},
			'解压后内容过大'
		],
		[
			'entities that grow',
			() =>
				zipOf([
					...workbookParts(row).slice(0, 3),
					{
						name: 'xl/worksheets/sheet1.xml',
						content: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>${row}<v>&b;</v></sheetData></worksheet>`
					}
				]),
			'不允许的实体定义'
		],
		[
			'an entity nobody declared',
			() => zipOf(workbookParts('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>')),
			'不合规范'
		],
		['broken XML', () => zipOf(workbookParts('<row><c>')), '不合规范'],
		['an encrypted entry', () => zipOf([{ name: 'a', content: 'b', isEncrypted: true }]), '设有打开密码'],
		[
			'a workbook with a password',
			() =>
				Buffer.concat([
					Buffer.from('d0cf11e0a1b11ae1', 'hex'),
					Buffer.alloc(600),
					Buffer.from('EncryptedPackage', 'utf16le')
				]),
			'设有打开密码'
		],
		['an old .xls', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), '旧版 .xls'],
		['a zip that is no workbook', () => zipOf([{ name: 'a.txt', content: 'b' }]), '没有工作表'],
		['a zip cut short', () => zipOf(workbookParts(row)).subarray(0, 300), '文件已损坏'],
		[
			'a path out of the zip',
			() => {
				const parts = workbookParts(row);
				parts[2] = { name: parts[2]!.name, content: String(parts[2]!.content).replace('worksheets/', '../../../etc/') };
				return zipOf(parts);
			},
			'没有工作表'
		],
		['more rows than allowed', () => zipOf(workbookParts(row.repeat(20_002))), '行数超过 20000 行'],
		[
			'a cell far to the right',
			() => zipOf(workbookParts('<row r="1"><c r="XFD1" t="inlineStr"><is><t>a</t></is></c></row>')),
			'列数超过 100 列'
		],
		[
			'a cell of a million characters',
			() => zipOf(workbookParts(`<row><c t="inlineStr"><is><t>${'x'.repeat(1_000_000)}</t></is></c></row>`)),
			'单元格超过'
		]
	];

	test.each(hostile)('%s is refused at once, in words, without eating memory', async (_, make, words) => {
		const bytes = make();
		expect(bytes.length).toBeLessThan(TABLE_LIMITS.bytes);
		const before = process.memoryUsage.rss();
		const started = performance.now();
		expect(refusalOf(await readTable(bytes))).toContain(words);
		expect(performance.now() - started).toBeLessThan(TABLE_LIMITS.milliseconds);
		expect((process.memoryUsage.rss() - before) / 1024 / 1024).toBeLessThan(300);
	});

	test('20,000 rows of twenty columns are read well within the time', async () => {
		const cells = Array.from({ length: 20 }, (_, index) => `<c t="inlineStr"><is><t>单元格${index}</t></is></c>`).join(
			''
		);
		const table = tableOf(await readTable(zipOf(workbookParts(`<row>${cells}</row>`.repeat(20_001)))));
		expect(table.rows).toHaveLength(20_000);
		expect(table.rows.at(-1)?.cells).toHaveLength(20);
	});

	test('work that takes too long ends with words', async () => {
		const limits = { ...TABLE_LIMITS, milliseconds: 1 };
		expect(refusalOf(await readTable(zipOf(workbookParts(row)), limits))).toContain('过于庞大');
	});
});
