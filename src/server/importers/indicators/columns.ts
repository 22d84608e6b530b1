import { headerOf, NATIONAL_INDICATORS, type Indicator } from '#domain/reports/indicators.ts';
import { FileRefusal, type Table } from '../table.ts';

/** The columns before the indicators, as the national export names them. */
export const LEAD_COLUMNS = { area: '区域', kind: '灾种', parent: '隶属区域', time: '灾害发生时间' } as const;
export type LeadKey = keyof typeof LEAD_COLUMNS;
export const LEAD_KEYS = Object.keys(LEAD_COLUMNS) as LeadKey[];

/** The header of the national export, in its order. */
export const NATIONAL_HEADER: readonly string[] = [
	...LEAD_KEYS.map((key) => LEAD_COLUMNS[key]),
	...NATIONAL_INDICATORS.map(headerOf)
];

/** Which column of a file is which. */
export interface IndicatorColumns {
	lead: Record<LeadKey, number>;
	indicators: { indicator: Indicator; index: number; header: string }[];
	ignored: string[];
	/** Headers without their unit; the catalogue's is taken. */
	unitless: string[];
	/** The columns stand in the catalogue's order. */
	isInOrder: boolean;
}

/** A header as it is compared: brackets, colons and digits of one width, no blanks, without 其中. */
function bare(header: string): string {
	return header
		.normalize('NFKC')
		.replace(/[\s\u200b\ufeff*]/g, '')
		.replace(/^其中:?/, '');
}

/** A label without the unit behind it, and that unit. */
const withUnit = /^(.*)\(([^()]*)\)$/;

/**
 * Finds the columns by the catalogue's labels with their units in brackets.
 *
 * @throws FileRefusal naming the columns that are missing, stand twice, or have another unit
 */
export function mapColumns(table: Table): IndicatorColumns {
	const headers = table.header.map(bare);
	const at = (wanted: string) => headers.flatMap((header, index) => (header === wanted ? [index] : []));
	const missing: string[] = [];
	const twice: string[] = [];
	const units: string[] = [];
	const columns: IndicatorColumns = {
		lead: { area: -1, kind: -1, parent: -1, time: -1 },
		indicators: [],
		ignored: [],
		unitless: [],
		isInOrder: true
	};
	const taken = new Set<number>();
	const take = (found: number[], label: string): number | null => {
		for (const index of found) taken.add(index);
		if (found.length > 1) twice.push(label);
		return found[0] ?? null;
	};
	for (const key of LEAD_KEYS) {
		const index = take(at(bare(LEAD_COLUMNS[key])), LEAD_COLUMNS[key]);
		if (index === null) missing.push(LEAD_COLUMNS[key]);
		else columns.lead[key] = index;
	}
	for (const indicator of NATIONAL_INDICATORS) {
		const header = headerOf(indicator);
		const index = take(at(bare(header)), header) ?? take(at(bare(indicator.zh)), header);
		if (index !== null) {
			columns.indicators.push({ indicator, index, header: table.header[index] ?? header });
			if (headers[index] !== bare(header)) columns.unitless.push(header);
			continue;
		}
		const other = headers.findIndex((one) => withUnit.exec(one)?.[1] === bare(indicator.zh));
		if (other >= 0) units.push(`“${table.header[other]}”（${indicator.unit}）`);
		else missing.push(header);
	}
	if (missing.length > 0 || twice.length > 0 || units.length > 0) throw refusalOf(missing, twice, units);
	const order = [...LEAD_KEYS.map((key) => columns.lead[key]), ...columns.indicators.map(({ index }) => index)];
	columns.isInOrder = order.every((index, place) => place === 0 || index > (order[place - 1] ?? 0));
	columns.ignored = table.header
		.filter((header, index) => header !== '' && !taken.has(index))
		.map((one) => one.slice(0, 60));
	return columns;
}

function refusalOf(missing: readonly string[], twice: readonly string[], units: readonly string[]): FileRefusal {
	const some = (names: readonly string[]) => `${names.slice(0, 12).join('、')}${names.length > 12 ? '…' : ''}`;
	const zh = [
		missing.length > 0 ? `缺少 ${missing.length} 列：${some(missing)}` : '',
		twice.length > 0 ? `重复的列：${some(twice)}` : '',
		units.length > 0 ? `单位与目录不同（括号内为目录的单位）：${some(units)}` : ''
	];
	const en = [
		missing.length > 0 ? `${missing.length} columns are missing: ${some(missing)}` : '',
		twice.length > 0 ? `columns stand twice: ${some(twice)}` : '',
		units.length > 0 ? `units other than the catalogue’s (in brackets): ${some(units)}` : ''
	];
	const join = (parts: string[], by: string) => parts.filter((part) => part !== '').join(by);
	return new FileRefusal(
		`${join(zh, '；')}。第一行应为国家统计目录的表头，请用导出的原表`,
		`${join(en, '; ')}. The first row should be the header of the national catalogue; use the export as it came`
	);
}
