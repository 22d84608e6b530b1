import type { ImportEffect } from '#domain/history/import-indicators.ts';
import type { Database, Tx } from '../db/database.ts';
import { Prisma } from '../db/generated/client.ts';
import type { StoredRow } from '../importers/indicators/stored-row.ts';

/** Rows of one statement: small pieces keep what is on its way small. */
const ROWS_AT_ONCE = 64;

const COLUMNS = Prisma.raw(`(id uuid, row_number int, hash text, occurrence int, subject_hash text, area_name text,
	kind_name text, parent_name text, time_text text, area_code text, event_kind text, started_on date,
	is_aggregate boolean, figures jsonb, breaks int)`);

/**
 * What loading the rows would do to what is kept already. Known is what stands: a row that another replaced is news when
 * it is given again.
 */
export async function effectOf(
	db: Pick<Database['prisma'], '$queryRaw'>,
	rows: readonly StoredRow[]
): Promise<ImportEffect> {
	const keys = JSON.stringify(rows.map(({ hash, occurrence, subject_hash }) => ({ hash, occurrence, subject_hash })));
	const [found] = await db.$queryRaw<{ known: number; replaced: number }[]>`
		WITH given AS (
			SELECT g.*, EXISTS (
				SELECT FROM history_row h
				WHERE h.hash = g.hash AND h.occurrence = g.occurrence AND h.replaced_by IS NULL
			) AS is_known
			FROM json_to_recordset(${keys}::json) AS g (hash text, occurrence int, subject_hash text)
		)
		SELECT (SELECT count(*)::int FROM given WHERE is_known) AS known,
			(SELECT count(*)::int FROM history_row h
				WHERE h.replaced_by IS NULL AND h.subject_hash IN (SELECT subject_hash FROM given WHERE NOT is_known)
				AND (h.hash, h.occurrence) NOT IN (SELECT hash, occurrence FROM given)) AS replaced`;
	const known = found?.known ?? 0;
	return { added: rows.length - known, known, replaced: found?.replaced ?? 0 };
}

/** One import at a time: what a second one finds known, the first has committed. */
export async function holdHistory(tx: Tx): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('history_import'))`;
}

/**
 * Writes the rows that do not stand already, marks those they replace, and notes which rows the import had. Figures that
 * come back after others had replaced them are a row of their own, of this import; the replaced one stays replaced.
 */
export async function insertRows(tx: Tx, importId: string, rows: readonly StoredRow[]): Promise<void> {
	for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
		const piece = rows.slice(at, at + ROWS_AT_ONCE);
		const chunk = JSON.stringify(piece);
		const keys = JSON.stringify(piece.map(({ row_number, hash, occurrence }) => ({ row_number, hash, occurrence })));
		await tx.$executeRaw`
			INSERT INTO history_row (id, hash, occurrence, subject_hash, area_name, kind_name, parent_name, time_text,
				area_code, event_kind, started_on, is_aggregate, figures, breaks)
			SELECT id, hash, occurrence, subject_hash, area_name, kind_name, parent_name, time_text,
				area_code, event_kind, started_on, is_aggregate, figures, breaks
			FROM json_to_recordset(${chunk}::json) AS g ${COLUMNS}
			ON CONFLICT (hash, occurrence) WHERE replaced_by IS NULL DO NOTHING`;
		await tx.$executeRaw`
			INSERT INTO history_import_row (import_id, row_number, row_id)
			SELECT ${importId}::uuid, g.row_number, h.id
			FROM json_to_recordset(${keys}::json) AS g (row_number int, hash text, occurrence int)
			JOIN history_row h ON h.hash = g.hash AND h.occurrence = g.occurrence AND h.replaced_by IS NULL`;
	}
	const added = rows.map(({ id }) => id);
	await tx.$executeRaw`
		UPDATE history_row old SET replaced_by = ${importId}::uuid
		WHERE old.replaced_by IS NULL
			AND old.subject_hash IN (SELECT subject_hash FROM history_row WHERE id = ANY (${added}::uuid[]))
			AND NOT EXISTS (SELECT FROM history_import_row r WHERE r.import_id = ${importId}::uuid AND r.row_id = old.id)`;
}
