import type pg from 'pg';
import type { Actor } from '#domain/access/can.ts';
import { endOfDay, type AuditEntryView, type AuditFilter, type ChainHead } from '#domain/audit/audit-entry.ts';
import { maskPersonal } from '#domain/audit/mask.ts';

type EntryRow = Omit<AuditEntryView, 'at'> & { at: Date };

/**
 * Entries of the actor's area, newest first, with personal data masked; `next` is what to pass as `before` for the
 * following page.
 */
export async function findAuditEntries(
	pool: pg.Pool,
	actor: Pick<Actor, 'areaCode'>,
	filter: AuditFilter
): Promise<{ entries: AuditEntryView[]; next: number | null }> {
	const { rows } = await pool.query<EntryRow>(
		`SELECT e.id, e.at, e.account_id AS "accountId", e.account_name AS "accountName", e.role, e.device_id AS "deviceId",
			e.request_id AS "requestId", e.operation_id AS "operationId", e.verb, e.subject_type AS "subjectType",
			e.subject_id AS "subjectId", e.area_code AS "areaCode", e.before, e.after, e.reason,
			pg_visible_in_snapshot(e.xid, (SELECT snapshot FROM audit_block ORDER BY number DESC LIMIT 1)) AS "isSealed"
		FROM audit_entry e
		WHERE starts_with(e.area_code, $1)
			AND ($2::text IS NULL OR e.subject_type = $2) AND ($3::text IS NULL OR e.subject_id = $3)
			AND ($4::uuid IS NULL OR e.account_id = $4)
			AND ($5::text IS NULL OR strpos(lower(e.account_name), lower($5)) > 0
				OR e.account_id IN (SELECT id FROM account WHERE strpos(username, lower($5)) > 0))
			AND ($6::text IS NULL OR e.verb = $6)
			AND ($7::timestamptz IS NULL OR e.at >= $7) AND ($8::timestamptz IS NULL OR e.at < $8)
			AND ($9::bigint IS NULL OR e.id < $9)
		ORDER BY e.id DESC LIMIT $10`,
		[
			actor.areaCode,
			filter.subjectType || null,
			filter.subjectId || null,
			filter.accountId ?? null,
			filter.account || null,
			filter.verb || null,
			filter.from ?? null,
			filter.to ?? null,
			filter.before ?? null,
			filter.limit + 1
		]
	);
	const entries = rows.slice(0, filter.limit).map((row) => ({
		...row,
		at: row.at.toISOString(),
		before: maskPersonal(row.before),
		after: maskPersonal(row.after)
	}));
	return { entries, next: rows.length > filter.limit ? (entries.at(-1)?.id ?? null) : null };
}

/** The last link sealed up to the end of a day (Asia/Shanghai, `2026-01-26`); null when the chain is younger. */
export async function findChainHead(db: pg.Pool | pg.ClientBase, day: string): Promise<ChainHead | null> {
	const { rows } = await db.query<Omit<ChainHead, 'sealedAt'> & { sealedAt: Date }>(
		`SELECT number, hash, sealed_at AS "sealedAt", cardinality(entry_ids) AS entries
			FROM audit_block WHERE sealed_at < $1 ORDER BY number DESC LIMIT 1`,
		[endOfDay(day)]
	);
	return rows[0] ? { ...rows[0], sealedAt: rows[0].sealedAt.toISOString() } : null;
}

/** Seals what is committed and not yet sealed. Returns how many entries that was. */
export async function sealAuditEntries(pool: pg.Pool): Promise<number> {
	const { rows } = await pool.query<{ sealed: number }>({ name: 'audit-seal', text: 'SELECT audit_seal() AS sealed' });
	return rows[0]?.sealed ?? 0;
}
