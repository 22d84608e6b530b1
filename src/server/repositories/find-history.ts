import type { FindHistoryInput, HistoryFilter, HistoryRowView } from '#domain/history/find-history.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';

type Reader = Pick<Database['prisma'], '$queryRaw'>;

const ROW = Prisma.sql`h.id, h.area_name AS "areaName", h.kind_name AS "kindName", h.parent_name AS "parentName",
	h.time_text AS "timeText", h.area_code AS "areaCode", h.event_kind AS "eventKind", h.started_on::text AS "startedOn",
	h.is_aggregate AS "isAggregate", h.figures, h.breaks, h.replaced_by IS NOT NULL AS "isReplaced"`;

/** The rows that fit, newest disaster first, and how many there are in all. */
export async function findHistory(
	db: Reader,
	input: FindHistoryInput
): Promise<{ rows: HistoryRowView[]; total: number }> {
	const where = conditions(input);
	if (input.only === 'broken') where.push(Prisma.sql`h.breaks > 0`);
	if (input.only === 'unmatched') where.push(Prisma.sql`(h.area_code IS NULL OR h.event_kind IS NULL)`);
	const ofImport = input.importId !== null;
	const from = ofImport
		? Prisma.sql`history_import_row r JOIN history_row h ON h.id = r.row_id`
		: Prisma.sql`history_row h`;
	if (ofImport) where.push(Prisma.sql`r.import_id = ${input.importId}::uuid`);
	else where.push(Prisma.sql`h.replaced_by IS NULL`);
	const order = ofImport ? Prisma.sql`r.row_number` : Prisma.sql`h.started_on DESC NULLS LAST, h.area_code, h.id`;
	const fitting = Prisma.join(where, ' AND ');
	const [rows, counted] = await Promise.all([
		db.$queryRaw<HistoryRowView[]>(
			Prisma.sql`SELECT ${ROW} FROM ${from} WHERE ${fitting} ORDER BY ${order} LIMIT ${input.limit} OFFSET ${input.offset}`
		),
		db.$queryRaw<{ total: number }[]>(Prisma.sql`SELECT count(*)::int AS total FROM ${from} WHERE ${fitting}`)
	]);
	return { rows, total: counted[0]?.total ?? 0 };
}

/** A filter as SQL over `history_row h`. */
export function conditions({ areaCode, kinds, from, to, text }: HistoryFilter): Prisma.Sql[] {
	const found = [Prisma.sql`TRUE`];
	if (areaCode) found.push(Prisma.sql`starts_with(h.area_code, ${areaCode})`);
	if (kinds.length > 0) found.push(Prisma.sql`h.event_kind = ANY (${kinds}::text[])`);
	if (from) found.push(Prisma.sql`h.started_on >= ${from}::date`);
	if (to) found.push(Prisma.sql`h.started_on <= ${to}::date`);
	if (text) found.push(Prisma.sql`h.area_name ILIKE ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`);
	return found;
}
