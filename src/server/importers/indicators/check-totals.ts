import type { TotalCheck, TotalDifference } from '#domain/history/import-indicators.ts';
import { addDecimals, type Decimal } from '#domain/reports/decimal.ts';
import type { GivenFile, GivenRow } from './read-rows.ts';

type Over = TotalCheck['over'];

/**
 * Holds each 合计 against the sums of the columns, exactly. Where names are indented a total may be over all rows, the
 * outermost, or the innermost: the reading that fits most columns is taken, and said.
 */
export function checkTotals({ rows, totals, columns }: GivenFile): TotalCheck[] {
	if (totals.length === 0) return [];
	const keys = columns.indicators.map(({ indicator }) => indicator.key);
	const readings = readingsOf(rows).map(({ over, rows: counted }) => ({
		over,
		count: counted.length,
		sums: new Map(keys.map((key) => [key, sumOf(counted, key)]))
	}));
	return totals.map((total) => {
		const checks = readings.map(({ over, count, sums }) => ({
			row: total.number,
			over,
			rows: count,
			columns: keys.length,
			differences: keys.flatMap((key) => differenceOf(key, total, sums.get(key) ?? null))
		}));
		return checks.reduce((best, check) => (check.differences.length < best.differences.length ? check : best));
	});
}

function differenceOf(key: string, { figures }: GivenRow, sum: Decimal | null): TotalDifference[] {
	const given = figures[key] ?? null;
	return (given ?? '0') === (sum ?? '0') ? [] : [{ key, given, sum: sum ?? '0' }];
}

function sumOf(rows: readonly GivenRow[], key: string): Decimal {
	return addDecimals(rows.flatMap(({ figures }) => figures[key] ?? []));
}

function readingsOf(rows: readonly GivenRow[]): { over: Over; rows: readonly GivenRow[] }[] {
	const outer = Math.min(...rows.map(({ indent }) => indent));
	const outermost = rows.filter(({ indent }) => indent === outer);
	if (outermost.length === rows.length) return [{ over: 'all', rows }];
	const innermost = rows.filter(({ indent }, at) => (rows[at + 1]?.indent ?? -1) <= indent);
	return [
		{ over: 'all', rows },
		{ over: 'outermost', rows: outermost },
		{ over: 'innermost', rows: innermost }
	];
}
