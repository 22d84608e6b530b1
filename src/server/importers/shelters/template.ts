import { SHELTER_KINDS, SHELTER_SERVICES } from '#domain/shelters/shelter.ts';
import type { Template } from '../template.ts';
import { COLUMNS, type ColumnKey } from './columns.ts';

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

/** The template of the shelters’ registry. */
export const SHELTER_TEMPLATE: Template<ColumnKey> = {
	fileName: '避灾场所导入模板',
	sheet: '避灾场所',
	columns: COLUMNS,
	example: EXAMPLE,
	notes: NOTES,
	lastNote: '以“（示例）”开头的行不会导入。',
	asText: ['areaCode', 'contactPhone'],
	wide: ['name', 'address', 'services']
};
