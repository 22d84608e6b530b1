import { CODE_DIGITS } from '#domain/areas/area-code.ts';
import type { HistoryDimension, PivotInput } from '#domain/history/find-history.ts';
import { decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';
import { conditions } from './find-history.ts';

/** Sums of one line and column. */
export interface PivotSum {
	line: string | null;
	column: string | null;
	sum: Decimal | null;
	rows: number;
}

/**
 * Sums of the figures by two dimensions, in one statement. Rows that sum up others of their file, and rows that were
 * replaced, are left out, so that nothing is counted twice.
 */
export async function pivotHistory(db: Pick<Database['prisma'], '$queryRaw'>, input: PivotInput): Promise<PivotSum[]> {
	const where = Prisma.join(
		[...conditions(input), Prisma.sql`h.replaced_by IS NULL`, Prisma.sql`NOT h.is_aggregate`],
		' AND '
	);
	const line = dimension(input.by);
	const keys = input.across === 'indicator' ? input.indicators : input.indicators.slice(0, 1);
	const column = input.across === 'indicator' ? Prisma.sql`k.key` : dimension(input.across);
	const sums = await db.$queryRaw<PivotSum[]>(Prisma.sql`
		SELECT ${line} AS line, ${column} AS column, sum((h.figures ->> k.key)::numeric)::text AS sum, count(*)::int AS rows
		FROM history_row h CROSS JOIN unnest(${keys}::text[]) AS k (key)
		WHERE ${where} GROUP BY 1, 2 ORDER BY 1, 2`);
	return sums.map(({ sum, ...rest }) => ({ ...rest, sum: sum === null ? null : decimalOf(sum) }));
}

function dimension(by: HistoryDimension): Prisma.Sql {
	switch (by) {
		case 'kind':
			return Prisma.sql`h.event_kind`;
		case 'year':
			return Prisma.sql`to_char(h.started_on, 'YYYY')`;
		case 'month':
			return Prisma.sql`to_char(h.started_on, 'YYYY-MM')`;
		default: {
			const digits = CODE_DIGITS[by];
			return Prisma.sql`CASE WHEN length(h.area_code) >= ${digits}::int THEN left(h.area_code, ${digits}::int) END`;
		}
	}
}
