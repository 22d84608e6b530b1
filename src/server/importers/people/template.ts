import { DOCUMENT_NAMES } from '#domain/people/identity-document.ts';
import { RELATION_NAMES } from '#domain/people/person.ts';
import type { Template } from '../template.ts';
import { COLUMNS, type TemplateKey } from './columns.ts';

const EXAMPLE: Readonly<Record<TemplateKey, string>> = {
	householdNo: '1',
	headName: '（示例）王某',
	relation: '户主',
	name: '（示例）王某',
	documentKind: '居民身份证',
	documentNumber: '',
	sex: '男',
	birthDate: '1960-01-09',
	phone: '',
	township: '白鹤铺镇',
	village: '白鹤社区',
	address: '3 组 12 号',
	pregnant: '',
	disabled: '',
	chronic: '高血压',
	medication: '是',
	note: '',
	kinName: '（示例）王某某',
	kinPhone: '',
	mayBeFound: '是'
};

const words = (names: Readonly<Record<string, { zh: string }>>) =>
	Object.values(names)
		.map(({ zh }) => zh)
		.join('、');

const NOTES: readonly (readonly [TemplateKey, string])[] = [
	['householdNo', '必填。同一户填同一个编号，同一户的各行要连在一起；不同的村可以有相同的编号。'],
	['headName', '户主姓名；“与户主关系”不填时，与姓名相同的一行即为户主。'],
	['relation', `必填。每户有且只有一名户主。可填：${words(RELATION_NAMES)}，也认识妻、长子、儿媳等写法。`],
	['name', '必填。按证件上的写法，生僻字照写。'],
	['documentKind', `可填：${words(DOCUMENT_NAMES)}。不填为居民身份证。`],
	['documentNumber', '必填，没有证件的除外。请把单元格设为文本，避免末几位变成 0。'],
	['sex', '有身份证号的以身份证号为准。'],
	['birthDate', '如 1960-01-09。有身份证号的以身份证号为准。'],
	['township', '村名在本辖区内不重名时可以不填。也可以另加一列“区划代码”。'],
	['village', '必填。村或社区的名称；同一户要在同一个村。'],
	['address', '村民小组、门牌。最多 120 个字。'],
	[
		'pregnant',
		'孕产妇、残疾、慢性病、需用药：填“是”，或直接写明情况（写明的内容记入备注）。也可以另加一列“饮食禁忌”。'
	],
	['mayBeFound', '亲属查找时可否告知所在：填“是”或“否”。不填为“否”。']
];

/** The template of registers of households. */
export const REGISTER_TEMPLATE: Template<TemplateKey> = {
	fileName: '户册导入模板',
	sheet: '人员',
	columns: COLUMNS,
	example: EXAMPLE,
	notes: NOTES,
	lastNote: '姓名以“（示例）”开头的行不会导入。已登记过证件的人不会重复登记，也不会改动。',
	asText: ['householdNo', 'documentNumber', 'phone', 'kinPhone'],
	wide: ['documentNumber', 'address']
};
