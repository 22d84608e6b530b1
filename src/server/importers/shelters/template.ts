import Papa from 'papaparse';
import { SHELTER_KINDS, SHELTER_SERVICES } from '#domain/shelters/shelter.ts';
import { COLUMN_KEYS, COLUMNS, type ColumnKey } from './columns.ts';

const EXAMPLE: Readonly<Record<ColumnKey, string | number>> = {
	name: '（示例）白鹤铺镇中心学校',
	kind: '学校',
	areaCode: '',
	township: '白鹤铺镇',
	village: '白鹤社区',
	address: '白鹤铺镇中心路 1 号',
	lng: 112.1083,
	lat: 26.7681,
	datum: 'WGS84',
	contactName: '（示例）张某',
	contactPhone: '0734-0000000',
	floorArea: 1200.5,
	capacity: '',
	services: '供水、供电、厨房、厕所'
};

const NOTES: readonly (readonly [ColumnKey, string])[] = [
	['name', '必填。同一个村内不能重名。'],
	[
		'kind',
		`必填。可填：${Object.values(SHELTER_KINDS)
			.map(({ zh }) => zh)
			.join('、')}。`
	],
	['areaCode', '12 位村级或 9 位乡级区划代码。填了代码可以不填乡镇和村。'],
	['township', '没有区划代码时必填。'],
	['village', '村或社区的名称；不填则登记在乡镇。'],
	['lng', '度，小数形式。经纬度都不填时，暂放在村的示意位置。'],
	['lat', '度，小数形式。'],
	['datum', 'WGS84、CGCS2000 或 GCJ-02（手机地图上量得的坐标）；不填按导入时的选择。'],
	['contactPhone', '请把单元格设为文本，避免丢失开头的 0。'],
	['floorArea', '平方米，最多两位小数；可安置人数按人均面积参数折算。'],
	['capacity', '人数。填写后以此为准，不再按面积折算。'],
	[
		'services',
		`用顿号隔开。可填：${Object.values(SHELTER_SERVICES)
			.map(({ zh }) => zh)
			.join('、')}。`
	]
];

const headers = COLUMN_KEYS.map((key) => (COLUMNS[key].isRequired ? `${COLUMNS[key].zh}*` : COLUMNS[key].zh));
const example = COLUMN_KEYS.map((key) => EXAMPLE[key]);

/** The template as a workbook: header and example row on the first sheet, what each column takes on the second. */
export async function templateWorkbook(): Promise<Buffer> {
	const { default: excel } = await import('exceljs');
	const workbook = new excel.Workbook();
	const sheet = workbook.addWorksheet('避灾场所', { views: [{ state: 'frozen', ySplit: 1 }] });
	sheet.addRow(headers).font = { bold: true };
	sheet.addRow(example).font = { italic: true, color: { argb: 'FF808080' } };
	COLUMN_KEYS.forEach((key, index) => {
		const column = sheet.getColumn(index + 1);
		column.width = ['name', 'address', 'services'].includes(key) ? 28 : 14;
		if (key === 'areaCode' || key === 'contactPhone') column.numFmt = '@';
	});
	const notes = workbook.addWorksheet('填写说明');
	notes.addRow(['列', '说明']).font = { bold: true };
	for (const [key, words] of NOTES) notes.addRow([COLUMNS[key].zh, words]);
	notes.addRow(['', '以“（示例）”开头的行不会导入。']);
	notes.getColumn(1).width = 14;
	notes.getColumn(2).width = 90;
	return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The template as CSV: UTF-8 with a byte order mark, so that Excel opens it rightly. */
export function templateCsv(): Buffer {
	return Buffer.from(`\ufeff${Papa.unparse([headers, example], { newline: '\r\n' })}\r\n`, 'utf8');
}
