import type { HistoryDimension, Pivot, PivotInput, PivotMember } from '#domain/history/find-history.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { allDivisions } from '../areas/all-divisions.ts';
import type { PivotSum } from '../repositories/pivot-history.ts';

const AREAS: readonly string[] = ['province', 'city', 'county', 'township'] satisfies HistoryDimension[];

/** Sums laid out as a table with the names of its areas and the totals of its columns. */
export async function layOut({ by, across, indicators }: PivotInput, sums: readonly PivotSum[]): Promise<Pivot> {
	const lines = await members(
		by,
		sums.map(({ line }) => line)
	);
	const columns =
		across === 'indicator'
			? indicators.map((key) => ({ key, name: null }))
			: await members(
					across,
					sums.map(({ column }) => column)
				);
	const at = new Map(sums.map((one) => [`${one.line}|${one.column}`, one.sum]));
	const cells = lines.map((line) => columns.map((column) => at.get(`${line.key}|${column.key}`) ?? null));
	const totals = columns.map((_, index) => {
		const given = cells.flatMap((line) => line[index] ?? []);
		return given.length === 0 ? null : addDecimals(given);
	});
	const [first] = columns;
	const counted = across === 'indicator' ? sums.filter(({ column }) => column === first?.key) : sums;
	return { lines, columns, cells, totals, rows: counted.reduce((all, { rows }) => all + rows, 0) };
}

async function members(by: string, keys: readonly (string | null)[]): Promise<PivotMember[]> {
	const distinct = [...new Set(keys)].sort((a, b) => Number(a === null) - Number(b === null) || (a! < b! ? -1 : 1));
	if (!AREAS.includes(by)) return distinct.map((key) => ({ key, name: null }));
	const divisions = await allDivisions();
	return Promise.all(distinct.map(async (key) => ({ key, name: key === null ? null : await divisions.nameOf(key) })));
}
