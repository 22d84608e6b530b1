import { GROUP_NAMES } from '#domain/rosters/groups.ts';
import type { Template } from '../template.ts';
import { COLUMNS, type ColumnKey } from './columns.ts';

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

/** The template of rosters. */
export const ROSTER_TEMPLATE: Template<ColumnKey> = {
	fileName: '重点对象名册模板',
	sheet: '名册',
	columns: COLUMNS,
	example: EXAMPLE,
	notes: NOTES,
	lastNote: '以“（示例）”开头的行不会导入。',
	asText: ['areaCode', 'idNumber'],
	wide: ['idNumber', 'note']
};
