import Papa from 'papaparse';
import { GROUP_NAMES } from '#domain/rosters/groups.ts';
import { COLUMN_KEYS, COLUMNS, type ColumnKey } from './columns.ts';

const EXAMPLE: Readonly<Record<ColumnKey, string>> = {
	name: '（示例）王某某',
	idNumber: '',
	areaCode: '',
	township: '白鹤铺镇',
	village: '白鹤社区',
	kind: '低保对象',
	level: 'A 类',
	note: ''
};

const NOTES: readonly (readonly [ColumnKey, string])[] = [
	['name', '必填。'],
	['idNumber', '18 位。填了即可自动对上登记人员；没填的只按同村同名提示，由人确认。请把单元格设为文本。'],
	['areaCode', '12 位村级或 9 位乡级区划代码。填了代码可以不填乡镇和村。'],
	['village', '村或社区的名称。'],
	[
		'kind',
		`可填：${Object.values(GROUP_NAMES)
			.map(({ zh }) => zh)
			.join('、')}。不填按导入时的选择。`
	],
	['level', '如 A 类、一级、分散供养。'],
	['note', '最多 200 字。']
];

const headers = COLUMN_KEYS.map((key) => (COLUMNS[key].isRequired ? `${COLUMNS[key].zh}*` : COLUMNS[key].zh));
const example = COLUMN_KEYS.map((key) => EXAMPLE[key]);

/** The template of rosters as a workbook: header and example on the first sheet, what each column takes on the second. */
export async function templateWorkbook(): Promise<Buffer> {
	const { default: excel } = await import('exceljs');
	const workbook = new excel.Workbook();
	const sheet = workbook.addWorksheet('名册', { views: [{ state: 'frozen', ySplit: 1 }] });
	sheet.addRow(headers).font = { bold: true };
	sheet.addRow(example).font = { italic: true, color: { argb: 'FF808080' } };
	COLUMN_KEYS.forEach((key, index) => {
		const column = sheet.getColumn(index + 1);
		column.width = key === 'idNumber' || key === 'note' ? 24 : 14;
		if (key === 'areaCode' || key === 'idNumber') column.numFmt = '@';
	});
	const notes = workbook.addWorksheet('填写说明');
	notes.addRow(['列', '说明']).font = { bold: true };
	for (const [key, words] of NOTES) notes.addRow([COLUMNS[key].zh, words]);
	notes.addRow(['', '以“（示例）”开头的行不会导入。']);
	notes.getColumn(1).width = 14;
	notes.getColumn(2).width = 90;
	return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The template of rosters as CSV: UTF-8 with a byte order mark, so that Excel opens it rightly. */
export function templateCsv(): Buffer {
	return Buffer.from(`\ufeff${Papa.unparse([headers, example], { newline: '\r\n' })}\r\n`, 'utf8');
}
