import type { ExportHistoryInput } from '#domain/history/find-history.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';
import type { ExportedRow } from '../exporters/indicators/export-file.ts';
import { conditions } from './find-history.ts';

/** A row to hand out, with its number in the file it came in (or in the answer). */
interface FoundRow {
	number: number;
	isAggregate: boolean;
	row: ExportedRow;
}

/** As many rows as one file of the layout may have. */
const MAX_ROWS = 20_000;

/** Rows to hand out: those of an import in its order, or those that fit and were not replaced. */
export async function findExportRows(
	db: Pick<Database['prisma'], '$queryRaw'>,
	input: ExportHistoryInput
): Promise<FoundRow[]> {
	const from =
		input.importId === null
			? Prisma.sql`SELECT h.*, row_number() OVER (ORDER BY h.started_on, h.area_code, h.id)::int AS number
				FROM history_row h WHERE h.replaced_by IS NULL AND ${Prisma.join(conditions(input), ' AND ')}`
			: Prisma.sql`SELECT h.*, r.row_number AS number FROM history_import_row r JOIN history_row h ON h.id = r.row_id
				WHERE r.import_id = ${input.importId}::uuid`;
	const rows = await db.$queryRaw<(ExportedRow & { number: number; isAggregate: boolean })[]>(Prisma.sql`
		SELECT number, is_aggregate AS "isAggregate", area_name AS area, kind_name AS kind, parent_name AS parent,
			time_text AS time, figures
		FROM (${from}) h ORDER BY number LIMIT ${MAX_ROWS + 1}`);
	if (rows.length === 0 && input.importId !== null) throw new ProblemError('notFound');
	if (rows.length > MAX_ROWS) throw new ProblemError('tooLarge', { limit: `${MAX_ROWS} 行` });
	return rows.map(({ number, isAggregate, ...row }) => ({ number, isAggregate, row }));
}

/** The 合计 rows of an import as they were given. */
export async function findImportTotals(
	db: Pick<Database['prisma'], 'historyImport'>,
	id: string
): Promise<(ExportedRow & { number: number })[]> {
	const found = await db.historyImport.findUnique({ where: { id }, select: { totals: true } });
	if (!found) throw new ProblemError('notFound');
	return found.totals as unknown as (ExportedRow & { number: number })[];
}
