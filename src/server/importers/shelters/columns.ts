import { findColumns, refuseMissing, type ColumnMap as Found } from '../column-map.ts';

/** The columns of the shelter template, in their order. */
export const COLUMNS = {
	name: { zh: '名称', en: 'Name', aliases: ['场所名称', '避灾场所名称', '安置点名称'], isRequired: true },
	kind: { zh: '类型', en: 'Kind', aliases: ['场所类型', '类别'], isRequired: true },
	areaCode: { zh: '区划代码', en: 'Area code', aliases: ['行政区划代码', '村级区划代码'], isRequired: false },
	township: { zh: '乡镇', en: 'Township', aliases: ['乡镇街道', '所属乡镇', '所在乡镇'], isRequired: false },
	village: { zh: '村社区', en: 'Village', aliases: ['村', '社区', '行政村', '所在村'], isRequired: false },
	address: { zh: '地址', en: 'Address', aliases: ['详细地址'], isRequired: false },
	lng: { zh: '经度', en: 'Longitude', aliases: ['东经', 'lng', 'lon'], isRequired: false },
	lat: { zh: '纬度', en: 'Latitude', aliases: ['北纬', 'lat'], isRequired: false },
	datum: { zh: '坐标系', en: 'Datum', aliases: ['坐标系统'], isRequired: false },
	contactName: { zh: '联系人', en: 'Contact', aliases: ['负责人', '联系人姓名'], isRequired: false },
	contactPhone: { zh: '联系电话', en: 'Phone', aliases: ['电话', '手机号', '手机'], isRequired: false },
	floorArea: { zh: '建筑面积', en: 'Floor area', aliases: ['面积', '建筑面积平方米'], isRequired: false },
	capacity: { zh: '可安置人数', en: 'Capacity', aliases: ['容纳人数', '可容纳人数'], isRequired: false },
	services: { zh: '服务设施', en: 'Services', aliases: ['设施', '服务'], isRequired: false }
} as const;

export type ColumnKey = keyof typeof COLUMNS;

export type ColumnMap = Found<ColumnKey>;

/**
 * Finds the columns by their Chinese or English header or a usual other name.
 *
 * @throws FileRefusal naming the required columns that are missing
 */
export function mapColumns(header: readonly string[]): ColumnMap {
	const map = findColumns(COLUMNS, header);
	const hasPlace = map.indexes.areaCode !== undefined || map.indexes.township !== undefined;
	refuseMissing([...map.missing.map((key) => COLUMNS[key]), ...(hasPlace ? [] : [COLUMNS.areaCode])]);
	return map;
}
