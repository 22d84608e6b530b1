import type { Actor } from '#domain/access/can.ts';
import type { IdentityDocument } from '#domain/people/identity-document.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import type { EntryDecision } from '#domain/rosters/decide-entry.ts';
import type { Group } from '#domain/rosters/groups.ts';
import type { EntryFacts, EntryHeading, EntryState } from '#domain/rosters/match-entry.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import type { Reseal } from '../people/reseal.ts';
import { DOCUMENT_OWNER, ENTRY_HEADING, ENTRY_STATE } from './rosters.ts';

/** What is personal in an entry: kept encrypted. */
export interface EntrySecret {
	name: string;
	document: IdentityDocument;
	level: string;
	note: string;
}

/** An entry with what is known of whose it is. */
export interface StoredEntry {
	id: string;
	rosterId: string;
	kind: Group;
	areaCode: string;
	row: number;
	version: number;
	isStanding: boolean;
	/** Who last said a word on it, and when. */
	decidedAt: Date | null;
	decidedByName: string | null;
	secret: EntrySecret;
	facts: EntryFacts;
}

/** An entry to be written; `identity` tells whom it speaks of, for the next roster to find it by. */
export interface NewEntry {
	id: string;
	row: number;
	areaCode: string;
	secret: EntrySecret;
	identity: string;
}

/** What an entry's encrypted text belongs to. */
export const entryRecordId = (entryId: string) => `rosterEntry:${entryId}`;
const AT_ONCE = 2_000;

interface EntryRow extends Omit<StoredEntry, 'secret' | 'facts'>, EntryFacts {
	keyId: string;
	ciphertext: Uint8Array;
}

const COLUMNS = Prisma.raw(`e.id, e.roster_id AS "rosterId", e.kind, e.area_code AS "areaCode", e.row, e.version,
	e.is_standing AS "isStanding", e.decided_at AS "decidedAt", e.decided_by_name AS "decidedByName", e.key_id AS "keyId", e.ciphertext, o.id AS "documentOwnerId",
	e.person_id AS "decidedId", e.candidate_ids AS "candidateIds", e.refused_ids AS "refusedIds"`);

function storedEntry(keyring: Keyring, row: EntryRow): StoredEntry {
	const { documentOwnerId, decidedId, candidateIds, refusedIds, keyId, ciphertext, ...clear } = row;
	return {
		...clear,
		secret: keyring.open(entryRecordId(row.id), { keyId, ciphertext }) as EntrySecret,
		facts: { documentOwnerId, decidedId, candidateIds, refusedIds }
	};
}

/** The columns of a new entry: what is personal only as ciphertext and hashes. */
export function sealEntry(keyring: Keyring, { secret, identity, ...clear }: NewEntry) {
	const key = documentKey(secret.document);
	return {
		...clear,
		...keyring.seal(entryRecordId(clear.id), secret),
		identityIndex: keyring.blindIndex(`roster ${identity}`),
		documentIndex: key === null ? null : keyring.blindIndex(key)
	};
}

/** Writes the entries of a roster, with the decisions that stood for the same people until now. */
export async function insertEntries(
	tx: Tx,
	keyring: Keyring,
	roster: { id: string; kind: Group },
	entries: readonly NewEntry[]
): Promise<void> {
	for (let at = 0; at < entries.length; at += AT_ONCE) {
		const rows = entries.slice(at, at + AT_ONCE).map((entry) => {
			const { ciphertext, identityIndex, documentIndex, ...clear } = sealEntry(keyring, entry);
			return {
				...clear,
				ciphertext: ciphertext.toString('base64'),
				identityIndex: identityIndex.toString('base64'),
				documentIndex: documentIndex?.toString('base64') ?? null
			};
		});
		await tx.$executeRaw(Prisma.sql`
			INSERT INTO roster_entry (id, roster_id, kind, area_code, row, key_id, ciphertext, identity_index, document_index,
				person_id, candidate_ids, refused_ids, decided_at, decided_by, decided_by_name)
			SELECT n.id, ${roster.id}::uuid, ${roster.kind}, n."areaCode", n.row, n."keyId", decode(n.ciphertext, 'base64'),
				decode(n."identityIndex", 'base64'), decode(n."documentIndex", 'base64'),
				p.person_id, COALESCE(p.candidate_ids, '{}'), COALESCE(p.refused_ids, '{}'), p.decided_at, p.decided_by,
				p.decided_by_name
			FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n (id uuid, row int, "areaCode" text, "keyId" text,
				ciphertext text, "identityIndex" text, "documentIndex" text)
			LEFT JOIN LATERAL (
				SELECT * FROM roster_entry f WHERE f.identity_index = decode(n."identityIndex", 'base64')
					AND f.kind = ${roster.kind} AND f.decided_at IS NOT NULL
				ORDER BY f.decided_at DESC LIMIT 1) AS p ON true`);
	}
}

/** Entries of a roster in a state and area, after an entry; one more than `limit` where there are more. */
export async function findEntries(
	db: Pick<Tx, '$queryRaw'>,
	keyring: Keyring,
	asked: { rosterId: string; areaCode: string; state: EntryState; after?: string; limit: number }
): Promise<StoredEntry[]> {
	const { rosterId, areaCode, state, after = null, limit } = asked;
	const rows = await db.$queryRaw<EntryRow[]>(Prisma.sql`
		SELECT ${COLUMNS} FROM roster_entry e JOIN roster r ON r.id = e.roster_id ${DOCUMENT_OWNER}
		WHERE e.roster_id = ${rosterId}::uuid AND starts_with(e.area_code, ${areaCode}) AND ${ENTRY_STATE} = ${state}
			AND (e.is_standing OR r.replaced_at IS NOT NULL) AND (e.id > ${after}::uuid) IS NOT FALSE
		ORDER BY e.id LIMIT ${limit + 1}`);
	return rows.map((row) => storedEntry(keyring, row));
}

interface StandingEntries {
	areaCode: string;
	kind: Group | null;
}

const isAmong = ({ areaCode, kind }: StandingEntries) => Prisma.sql`
	e.is_standing AND starts_with(e.area_code, ${areaCode}) AND (e.kind = ${kind}) IS NOT FALSE`;

/** Entries of the standing rosters under a heading, after an entry; one more than `limit` where there are more. */
export async function findStandingEntries(
	db: Pick<Tx, '$queryRaw'>,
	keyring: Keyring,
	asked: StandingEntries & { heading: EntryHeading; after?: string | undefined; limit: number }
): Promise<StoredEntry[]> {
	const { heading, after = null, limit } = asked;
	const rows = await db.$queryRaw<EntryRow[]>(Prisma.sql`
		SELECT ${COLUMNS} FROM roster_entry e ${DOCUMENT_OWNER}
		WHERE ${isAmong(asked)} AND ${ENTRY_HEADING} = ${heading} AND (e.id > ${after}::uuid) IS NOT FALSE
		ORDER BY e.id LIMIT ${limit + 1}`);
	return rows.map((row) => storedEntry(keyring, row));
}

/** How many entries of the standing rosters stand under each heading. */
export async function countStandingEntries(
	db: Pick<Tx, '$queryRaw'>,
	asked: StandingEntries
): Promise<Record<EntryHeading, number>> {
	const rows = await db.$queryRaw<{ heading: EntryHeading; n: number }[]>(Prisma.sql`
		SELECT ${ENTRY_HEADING} AS heading, count(*)::int AS n FROM roster_entry e ${DOCUMENT_OWNER}
		WHERE ${isAmong(asked)} GROUP BY 1`);
	const counts = { toDecide: 0, matched: 0, unmatched: 0, against: 0 };
	for (const { heading, n } of rows) counts[heading] = n;
	return counts;
}

/** Locks an entry and reads it; null when there is none. */
export async function lockEntry(tx: Tx, keyring: Keyring, entryId: string): Promise<StoredEntry | null> {
	await tx.$queryRaw`SELECT FROM roster_entry WHERE id = ${entryId}::uuid FOR NO KEY UPDATE`;
	const [row] = await tx.$queryRaw<EntryRow[]>(Prisma.sql`
		SELECT ${COLUMNS} FROM roster_entry e ${DOCUMENT_OWNER} WHERE e.id = ${entryId}::uuid`);
	return row ? storedEntry(keyring, row) : null;
}

/** Writes a person's word on an entry. */
export async function updateDecision(
	tx: Tx,
	entryId: string,
	{ decidedId, refusedIds }: EntryDecision,
	by: Pick<Actor, 'accountId' | 'name'>,
	at: Date
): Promise<void> {
	await tx.rosterEntry.update({
		where: { id: entryId },
		data: {
			personId: decidedId,
			refusedIds,
			decidedAt: at,
			decidedBy: by.accountId,
			decidedByName: by.name,
			version: { increment: 1 }
		}
	});
}

/** Standing entries of a roster that are nobody's yet, after an entry. */
export async function findOpenEntries(
	db: Pick<Tx, '$queryRaw'>,
	keyring: Keyring,
	asked: { rosterId: string; areaCode: string; after: string | null; limit: number }
): Promise<StoredEntry[]> {
	const { rosterId, areaCode, after, limit } = asked;
	const rows = await db.$queryRaw<EntryRow[]>(Prisma.sql`
		SELECT ${COLUMNS} FROM roster_entry e ${DOCUMENT_OWNER}
		WHERE e.roster_id = ${rosterId}::uuid AND starts_with(e.area_code, ${areaCode}) AND e.is_standing
			AND e.person_id IS NULL AND o.id IS NULL AND (e.id > ${after}::uuid) IS NOT FALSE
		ORDER BY e.id LIMIT ${limit}`);
	return rows.map((row) => storedEntry(keyring, row));
}

/** Keeps who was found to have the name and village of entries. */
export async function updateCandidates(
	tx: Pick<Tx, '$executeRaw'>,
	found: readonly { entryId: string; candidateIds: readonly string[] }[]
): Promise<void> {
	await tx.$executeRaw(Prisma.sql`
		UPDATE roster_entry e SET candidate_ids = ARRAY(SELECT json_array_elements_text(f."candidateIds")::uuid)
		FROM json_to_recordset(${JSON.stringify(found)}::json) AS f ("entryId" uuid, "candidateIds" json)
		WHERE e.id = f."entryId"`);
}

/** Encrypts the next entries that another key than the one in use encrypted. */
export const resealEntries: Reseal = (db, keyring, after, limit) =>
	db.prisma.$transaction(async (tx) => {
		const rows = await tx.rosterEntry.findMany({
			where: { id: { gt: after }, keyId: { not: keyring.activeKeyId } },
			select: { id: true, keyId: true, ciphertext: true },
			orderBy: { id: 'asc' },
			take: limit
		});
		for (const row of rows) {
			const sealed = keyring.seal(entryRecordId(row.id), keyring.open(entryRecordId(row.id), row));
			await tx.rosterEntry.update({ where: { id: row.id }, data: sealed });
		}
		return rows.map(({ id }) => id);
	});
