import { findColumns, refuseMissing, type Column, type ColumnMap } from '../column-map.ts';

/** The columns of the template of rosters, in their order. */
export const COLUMNS = {
	name: { zh: '姓名', en: 'Name', aliases: ['对象姓名', '保障对象', '户主姓名', '户主'], isRequired: true },
	idNumber: { zh: '身份证号', en: 'ID number', aliases: ['身份证号码', '公民身份号码', '证件号码'], isRequired: false },
	areaCode: { zh: '区划代码', en: 'Area code', aliases: ['行政区划代码', '村级区划代码'], isRequired: false },
	township: { zh: '乡镇', en: 'Township', aliases: ['乡镇街道', '所属乡镇', '所在乡镇'], isRequired: false },
	village: { zh: '行政村', en: 'Village', aliases: ['村', '社区', '村社区', '所在村'], isRequired: false },
	kind: { zh: '对象类别', en: 'Kind', aliases: ['类别', '类型', '人员类别', '保障类别'], isRequired: false },
	level: { zh: '等级', en: 'Level', aliases: ['档次', '残疾等级', '保障等级', '分类'], isRequired: false },
	note: { zh: '备注', en: 'Note', aliases: ['说明'], isRequired: false }
} as const satisfies Record<string, Column>;

export type ColumnKey = keyof typeof COLUMNS;

/**
 * Finds the columns of a roster.
 *
 * @throws FileRefusal naming the columns that are missing: the name, and one that tells the place
 */
export function mapColumns(header: readonly string[]): ColumnMap<ColumnKey> {
	const map = findColumns(COLUMNS, header);
	const hasPlace = (['areaCode', 'township', 'village'] as const).some((key) => map.indexes[key] !== undefined);
	refuseMissing([...map.missing.map((key) => COLUMNS[key]), ...(hasPlace ? [] : [COLUMNS.village])]);
	return map;
}
