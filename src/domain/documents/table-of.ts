import { addDecimals, subtractDecimals, type Decimal } from '../reports/decimal.ts';
import { INDICATOR_GROUPS, NATIONAL_INDICATORS } from '../reports/indicators.ts';
import type { AreaFigures, DocumentColumn, DocumentRow, DocumentTable } from './document.ts';
import type { DocumentFacts, PreviousIssue } from './facts.ts';

/** Name of the group in which the county's own indicators stand, behind the national ones. */
const LOCAL_GROUP = '地方指标';

/** The columns of the county's own indicators. */
export function localColumnsOf(local: DocumentFacts['local']): DocumentColumn[] {
	return local.map(({ key, zh, unit, decimals }) => ({ key, label: zh, unit, decimals, group: LOCAL_GROUP }));
}

/** The columns of the indicators that are wanted, in the catalogue's order. */
export function columnsOf(isWanted: (key: string) => boolean): DocumentColumn[] {
	return NATIONAL_INDICATORS.filter(({ key }) => isWanted(key)).map(({ key, zh, unit, decimals, group }) => ({
		key,
		label: zh,
		unit,
		decimals,
		group: INDICATOR_GROUPS[group].zh
	}));
}

/**
 * The figures by township with the county's in the last row. Where the county's figure is not
 * their sum (it put something right, or its shelters were counted) the difference is a row of its own, so that the rows always add up to 合计. With an issue before, its 合计 and the difference follow.
 */
export function tableOf(
	[county, ...townships]: readonly AreaFigures[],
	columns: DocumentColumn[],
	previous: PreviousIssue | null
): DocumentTable {
	if (!county) return { columns, rows: [] };
	const rows: DocumentRow[] = townships.map((area) => ({
		kind: 'area',
		name: area.name,
		villages: villagesOf(area),
		cells: columns.map(({ key }) => area.figures[key] ?? null)
	}));
	const sums = columns.map((_, index) => sumOf(rows.map(({ cells }) => cells[index] ?? null)));
	const totals = columns.map(({ key }, index) => county.figures[key] ?? sums[index] ?? null);
	const adjustments = totals.map((total, index) => (total === null ? null : differenceOf(total, sums[index] ?? null)));
	if (adjustments.some((adjustment) => adjustment !== null))
		rows.push({ kind: 'adjustment', name: '县级核定', villages: '', cells: adjustments });
	rows.push({ kind: 'total', name: '合计', villages: villagesOf(county), cells: totals });
	const before = previous?.areas[0];
	return { columns, rows: before ? [...rows, ...comparison(totals, before, columns)] : rows };
}

function comparison(totals: (Decimal | null)[], before: AreaFigures, columns: DocumentColumn[]): DocumentRow[] {
	const earlier = columns.map(({ key }) => before.figures[key] ?? null);
	const change = totals.map((total, index) => {
		const was = earlier[index] ?? null;
		return total === null || was === null ? null : subtractDecimals(total, was);
	});
	return [
		{ kind: 'previous', name: '上期合计', villages: villagesOf(before), cells: earlier },
		{ kind: 'change', name: '较上期增减', villages: '', cells: change }
	];
}

function villagesOf({ reported, units }: AreaFigures): string {
	return `${reported}/${units}`;
}

function sumOf(cells: readonly (Decimal | null)[]): Decimal | null {
	const known = cells.filter((cell) => cell !== null);
	return known.length === 0 ? null : addDecimals(known);
}

function differenceOf(total: Decimal, sum: Decimal | null): Decimal | null {
	const difference = subtractDecimals(total, sum ?? '0');
	return difference === '0' ? null : difference;
}
