import type { Actor } from '#domain/access/can.ts';
import type { Group } from '#domain/rosters/groups.ts';
import type { EntryState } from '#domain/rosters/match-entry.ts';
import type { RosterReplacement, RosterView } from '#domain/rosters/roster.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/* Rosters of vulnerable groups. Locks: the area, then the kinds in their order, then entries by id. */

/** How an entry `e` stands, in SQL; `o` is who has its document. The same as `entryState`. */
export const ENTRY_STATE = Prisma.raw(`CASE WHEN o.id IS NOT NULL THEN 'byDocument'
	WHEN e.person_id IS NOT NULL THEN 'byDecision'
	WHEN EXISTS (SELECT FROM unnest(e.candidate_ids) AS c WHERE c <> ALL (e.refused_ids)) THEN 'proposed'
	ELSE 'unmatched' END`);

/** Under which heading an entry `e` stands, in SQL. The same as `entryHeading`. */
export const ENTRY_HEADING = Prisma.raw(`CASE WHEN o.id IS NOT NULL OR e.person_id IS NOT NULL THEN 'matched'
	WHEN EXISTS (SELECT FROM unnest(e.candidate_ids) AS c WHERE c <> ALL (e.refused_ids)) THEN 'toDecide'
	WHEN e.refused_ids <> '{}' THEN 'against' ELSE 'unmatched' END`);

/** Who has the document of an entry `e`. */
export const DOCUMENT_OWNER = Prisma.raw('LEFT JOIN person o ON o.document_index = e.document_index');

const NO_COUNTS: Record<EntryState, number> = { byDocument: 0, byDecision: 0, proposed: 0, unmatched: 0 };

interface RosterRow extends Omit<RosterView, 'importedAt' | 'replacedAt' | 'counts' | 'kind'> {
	kind: string;
	importedAt: Date;
	replacedAt: Date | null;
	counts: Partial<Record<EntryState, number>> | null;
}

function rosterView({ kind, importedAt, replacedAt, counts, ...row }: RosterRow): RosterView {
	return {
		...row,
		kind: kind as Group,
		importedAt: importedAt.toISOString(),
		replacedAt: replacedAt?.toISOString() ?? null,
		counts: { ...NO_COUNTS, ...counts }
	};
}

/**
 * The rosters that concern an actor, with the entries in the actor's area counted: newest first. A standing roster
 * counts the entries that stand; some of them a newer roster of a smaller area may have replaced.
 */
export async function findRosters(
	db: Pick<Tx, '$queryRaw'>,
	actor: Pick<Actor, 'areaCode'>,
	options: { rosterId?: string; withReplaced?: boolean }
): Promise<RosterView[]> {
	const { rosterId = null, withReplaced = false } = options;
	const rows = await db.$queryRaw<RosterRow[]>(Prisma.sql`
		SELECT r.id, r.kind, r.area_code AS "areaCode", r.version, r.file_name AS "fileName",
			r.imported_at AS "importedAt", r.imported_by_name AS "importedByName", r.replaced_at AS "replacedAt",
			(SELECT json_object_agg(state, n) FROM (
				SELECT ${ENTRY_STATE} AS state, count(*)::int AS n FROM roster_entry e ${DOCUMENT_OWNER}
				WHERE e.roster_id = r.id AND starts_with(e.area_code, ${actor.areaCode})
					AND (e.is_standing OR r.replaced_at IS NOT NULL)
				GROUP BY 1) AS of) AS counts
		FROM roster r
		WHERE (starts_with(r.area_code, ${actor.areaCode}) OR starts_with(${actor.areaCode}, r.area_code))
			AND (${withReplaced}::boolean OR r.replaced_at IS NULL) AND (r.id = ${rosterId}::uuid) IS NOT FALSE
		ORDER BY r.id DESC`);
	return rows.map(rosterView);
}

/** How many lines of the standing rosters of a village are nobody's who is registered, or are still to be decided. */
export async function countUnmatched(db: Pick<Tx, '$queryRaw'>, areaCode: string): Promise<number> {
	const [row] = await db.$queryRaw<[{ n: number }]>(Prisma.sql`
		SELECT count(*)::int AS n FROM roster_entry e ${DOCUMENT_OWNER}
		WHERE e.is_standing AND e.area_code = ${areaCode} AND e.person_id IS NULL AND o.id IS NULL`);
	return row.n;
}

/** What new rosters of these kinds in an area would replace. */
export async function findReplaced(
	db: Pick<Tx, '$queryRaw'>,
	areaCode: string,
	kinds: readonly Group[]
): Promise<Map<Group, NonNullable<RosterReplacement['replaces']>>> {
	const rows = await db.$queryRaw<{ kind: Group; entries: number; importedAt: Date }[]>(Prisma.sql`
		SELECT e.kind, count(*)::int AS entries, max(r.imported_at) AS "importedAt"
		FROM roster_entry e JOIN roster r ON r.id = e.roster_id
		WHERE e.is_standing AND e.kind = ANY (${[...kinds]}::text[]) AND starts_with(e.area_code, ${areaCode})
		GROUP BY e.kind`);
	return new Map(
		rows.map(({ kind, entries, importedAt }) => [kind, { entries, importedAt: importedAt.toISOString() }])
	);
}

/** Holds the rosters of these kinds until the transaction ends: a roster is replaced by one at a time. */
export async function lockKinds(tx: Tx, kinds: readonly Group[]): Promise<void> {
	for (const kind of kinds.toSorted())
		await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`roster ${kind}`}, 0))`;
}

/**
 * Puts a roster in the place of what stood for its kind in its area: rosters of that area and of smaller ones within
 * it are replaced; of a roster of a larger area, the entries in this one. The kind is held by the caller.
 *
 * @returns the version of the roster
 */
export async function insertRoster(
	tx: Tx,
	roster: { id: string; kind: Group; areaCode: string; fileName: string; importedAt: Date },
	by: Pick<Actor, 'accountId' | 'name'>
): Promise<number> {
	const { id, kind, areaCode, fileName, importedAt } = roster;
	const last = await tx.roster.aggregate({ where: { kind, areaCode }, _max: { version: true } });
	const version = (last._max.version ?? 0) + 1;
	await tx.roster.updateMany({
		where: { kind, areaCode: { startsWith: areaCode }, replacedAt: null },
		data: { replacedAt: importedAt }
	});
	await tx.rosterEntry.updateMany({
		where: { kind, areaCode: { startsWith: areaCode }, isStanding: true },
		data: { isStanding: false }
	});
	await tx.roster.create({
		data: { id, kind, areaCode, version, fileName, importedAt, importedBy: by.accountId, importedByName: by.name }
	});
	return version;
}
