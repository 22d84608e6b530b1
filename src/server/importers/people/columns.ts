import { findColumns, refuseMissing, type Column, type ColumnMap } from '../column-map.ts';

/** The twenty columns of the template of registers, in their order. */
export const COLUMNS = {
	householdNo: {
		zh: '户编号',
		en: 'Household',
		aliases: ['户号', '家庭编号', '户口簿号', '户籍编号'],
		isRequired: true
	},
	headName: { zh: '户主', en: 'Head', aliases: ['户主姓名'], isRequired: false },
	relation: { zh: '与户主关系', en: 'Relation', aliases: ['与户主的关系', '关系', '家庭关系'], isRequired: true },
	name: { zh: '姓名', en: 'Name', aliases: ['成员姓名', '人员姓名'], isRequired: true },
	documentKind: { zh: '证件类型', en: 'Document', aliases: ['证件种类', '证件名称'], isRequired: false },
	documentNumber: {
		zh: '证件号码',
		en: 'Document number',
		aliases: ['证件号', '身份证号', '身份证号码', '公民身份号码'],
		isRequired: true
	},
	sex: { zh: '性别', en: 'Sex', aliases: [], isRequired: false },
	birthDate: { zh: '出生日期', en: 'Birth date', aliases: ['出生年月日', '生日'], isRequired: false },
	phone: {
		zh: '联系电话',
		en: 'Telephone',
		aliases: ['电话', '手机', '手机号', '手机号码', '本人电话'],
		isRequired: false
	},
	township: { zh: '乡镇', en: 'Township', aliases: ['乡镇街道', '所属乡镇', '所在乡镇'], isRequired: false },
	village: { zh: '行政村', en: 'Village', aliases: ['村', '社区', '村社区', '所在村'], isRequired: false },
	address: {
		zh: '村民小组及地址',
		en: 'Address',
		aliases: ['村民小组地址', '村民小组', '地址', '家庭住址', '住址', '组别'],
		isRequired: false
	},
	pregnant: { zh: '孕产妇', en: 'Pregnant', aliases: ['是否孕产妇'], isRequired: false },
	disabled: { zh: '残疾', en: 'Disabled', aliases: ['是否残疾', '残疾情况'], isRequired: false },
	chronic: { zh: '慢性病', en: 'Chronic illness', aliases: ['是否慢性病', '患病情况'], isRequired: false },
	medication: { zh: '需用药', en: 'Needs medicine', aliases: ['长期用药', '用药'], isRequired: false },
	note: { zh: '备注', en: 'Note', aliases: ['说明', '特殊需要'], isRequired: false },
	kinName: { zh: '联系人', en: 'Next of kin', aliases: ['联系人姓名', '紧急联系人'], isRequired: false },
	kinPhone: { zh: '联系人电话', en: 'Telephone of next of kin', aliases: ['紧急联系人电话'], isRequired: false },
	mayBeFound: { zh: '是否同意查询', en: 'May be found', aliases: ['同意查询', '同意亲属查询'], isRequired: false }
} as const satisfies Record<string, Column>;

/** Columns that a register may have besides. */
const FURTHER = {
	areaCode: { zh: '区划代码', en: 'Area code', aliases: ['行政区划代码', '村级区划代码'], isRequired: false },
	diet: { zh: '饮食禁忌', en: 'Special diet', aliases: ['饮食'], isRequired: false },
	noDocumentReason: { zh: '无证件原因', en: 'Why no document', aliases: [], isRequired: false },
	kinRelation: { zh: '联系人关系', en: 'Relation of next of kin', aliases: ['与联系人关系'], isRequired: false }
} as const satisfies Record<string, Column>;

export const ALL_COLUMNS = { ...COLUMNS, ...FURTHER };
export type TemplateKey = keyof typeof COLUMNS;
export type ColumnKey = keyof typeof ALL_COLUMNS;
export type PeopleColumns = ColumnMap<ColumnKey>;

/**
 * Finds the columns of a register.
 *
 * @throws FileRefusal naming the columns that are missing
 */
export function mapColumns(header: readonly string[]): PeopleColumns {
	const map = findColumns<ColumnKey>(ALL_COLUMNS, header);
	const hasPlace = map.indexes.areaCode !== undefined || map.indexes.village !== undefined;
	refuseMissing([...map.missing.map((key) => ALL_COLUMNS[key]), ...(hasPlace ? [] : [COLUMNS.village])]);
	return map;
}
