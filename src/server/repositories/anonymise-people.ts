import { anonymisedSecret } from '#domain/archive/archive.ts';
import { dayOf } from '#domain/audit/audit-entry.ts';
import { ageBandOn } from '#domain/people/age-band.ts';
import type { PersonSecret } from '#domain/people/person.ts';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import { personRecordId } from './people.ts';
import { requestRecordId } from './reunion-requests.ts';
import { entryRecordId } from './roster-entries.ts';

/* Removes, for good, what is personal. Every row stays, for the counts; only what tells who it was goes. */

/** In the place of a keyed hash that must be there: nothing hashes to it. */
const NO_HASH = Prisma.raw(`decode(repeat('00', 32), 'hex')`);

interface PersonRow {
	id: string;
	householdId: string;
	mergedIntoId: string | null;
	registeredAt: Date;
	keyId: string;
	ciphertext: Uint8Array;
	documentIndex: Uint8Array | null;
	anonymisedAt: Date | null;
}

/** Locks households and their people, with the records that went into theirs; returns what is not anonymised yet. */
export async function lockRecords(tx: Tx, householdIds: readonly string[]): Promise<PersonRow[]> {
	await tx.$queryRaw(Prisma.sql`
		SELECT 1 FROM household WHERE id = ANY (${[...householdIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
	const rows = await tx.$queryRaw<PersonRow[]>(Prisma.sql`
		SELECT p.id, COALESCE(k.household_id, p.household_id) AS "householdId", p.merged_into_id AS "mergedIntoId",
			p.registered_at AS "registeredAt", p.key_id AS "keyId", p.ciphertext, p.document_index AS "documentIndex",
			p.anonymised_at AS "anonymisedAt"
		FROM person p LEFT JOIN person k ON k.id = p.merged_into_id
		WHERE COALESCE(k.household_id, p.household_id) = ANY (${[...householdIds]}::uuid[])
		ORDER BY p.id FOR NO KEY UPDATE OF p`);
	return rows.filter(({ anonymisedAt }) => anonymisedAt === null);
}

/** Anonymises locked people and everything that speaks of them. */
export async function anonymiseRecords(
	tx: Tx,
	keyring: Keyring,
	records: readonly PersonRow[],
	now: Date
): Promise<void> {
	const ids = records.map(({ id }) => id);
	// Whose documents these were is found by their hashes, so these go last.
	const documents = records.flatMap(({ documentIndex }) => (documentIndex ? [base64(documentIndex)] : []));
	await tx.personPhoto.deleteMany({ where: { personId: { in: ids } } });
	await tx.personAlias.deleteMany({ where: { personId: { in: ids } } });
	await clearRosterEntries(tx, keyring, ids, documents, now);
	const questions = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
		SELECT id FROM reunion_request WHERE anonymised_at IS NULL AND (person_id = ANY (${ids}::uuid[])
			OR sought_index = ANY (ARRAY(SELECT decode(unnest(${documents}::text[]), 'base64'))))`);
	await clearQuestions(tx, keyring, questions, now);
	await clearPersons(tx, keyring, records, now);
	await tx.$executeRaw`UPDATE stay_step SET reason = '' WHERE person_id = ANY (${ids}::uuid[]) AND reason <> ''`;
	await tx.$executeRaw`UPDATE stay_conflict SET reason = '' WHERE person_id = ANY (${ids}::uuid[]) AND reason <> ''`;
}

/** Removes under which number of a register households came in, and the words on their relocation. */
export async function clearHouseholds(tx: Tx, householdIds: readonly string[]): Promise<void> {
	const where = { householdId: { in: [...householdIds] } };
	await tx.householdNumber.deleteMany({ where });
	await tx.relocationHousehold.updateMany({ where, data: { keyId: null, ciphertext: null } });
	await tx.$executeRaw(Prisma.sql`
		UPDATE relocation_tick t SET reason = '' FROM relocation_household h WHERE t.relocation_id = h.id
			AND h.household_id = ANY (${[...householdIds]}::uuid[]) AND t.reason <> ''`);
	await tx.$executeRaw(Prisma.sql`
		UPDATE relocation_strike s SET reason = '' FROM relocation_household h WHERE s.relocation_id = h.id
			AND h.household_id = ANY (${[...householdIds]}::uuid[]) AND s.reason <> ''`);
}

/**
 * Anonymises questions that speak of nobody who was in an event: those asked by then, when every event that was under
 * way at that time is due too. Returns how many there were.
 */
export async function anonymiseLooseQuestions(
	tx: Tx,
	keyring: Keyring,
	{ closedBy, now, limit }: { closedBy: Date; now: Date; limit: number }
): Promise<number> {
	const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
		SELECT r.id FROM reunion_request r WHERE r.anonymised_at IS NULL AND r.asked_at <= ${closedBy}
			AND NOT EXISTS (SELECT FROM person p JOIN stay s ON s.person_id = p.id
				WHERE p.id = r.person_id OR (r.person_id IS NULL AND p.document_index = r.sought_index))
			AND ${isOfNoEventKept(Prisma.raw('r.asked_at'), closedBy, now)}
		ORDER BY r.id LIMIT ${limit} FOR UPDATE OF r`);
	await clearQuestions(tx, keyring, rows, now);
	return rows.length;
}

/** Takes out the words of refusals of that time, which may repeat what was typed. Returns how many there were. */
export async function clearRefusals(
	tx: Tx,
	{ closedBy, now, limit }: { closedBy: Date; now: Date; limit: number }
): Promise<number> {
	return tx.$executeRaw(Prisma.sql`
		UPDATE queue_operation q SET key_id = NULL, problem = NULL
		FROM (SELECT o.queue_id, o.sequence FROM queue_operation o
			WHERE o.problem IS NOT NULL AND o.received_at <= ${closedBy}
				AND ${isOfNoEventKept(Prisma.raw('o.received_at'), closedBy, now)}
			ORDER BY o.received_at LIMIT ${limit}) due
		WHERE q.queue_id = due.queue_id AND q.sequence = due.sequence`);
}

/** Every event that was under way at a moment is over for long enough, and not held. */
const isOfNoEventKept = (moment: Prisma.Sql, closedBy: Date, now: Date) => Prisma.sql`
	NOT EXISTS (SELECT FROM event e WHERE e.opened_at <= ${moment}
		AND (e.closed_at IS NULL OR (e.closed_at >= ${moment} AND (e.closed_at > ${closedBy}
			OR (SELECT h.until FROM archive_hold h WHERE h.event_id = e.id ORDER BY h.at DESC, h.id DESC LIMIT 1)
				>= ${dayOf(now)}::date))))`;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function clearPersons(tx: Tx, keyring: Keyring, records: readonly PersonRow[], now: Date): Promise<void> {
	const rows = records.map(({ id, registeredAt, ...sealed }) => {
		const secret = keyring.open(personRecordId(id), sealed) as PersonSecret;
		const { keyId, ciphertext } = keyring.seal(personRecordId(id), anonymisedSecret(secret));
		return { id, keyId, ciphertext: base64(ciphertext), ageBand: ageBandOn(secret.birthDate, dayOf(registeredAt)) };
	});
	await tx.$executeRaw(Prisma.sql`
		UPDATE person p SET key_id = u."keyId", ciphertext = decode(u.ciphertext, 'base64'), document_index = NULL,
			tokens = '{}', may_be_found = false, age_band = COALESCE(p.age_band, u."ageBand"), anonymised_at = ${now}::timestamptz,
			version = p.version + 1
		FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u (id uuid, "keyId" text, ciphertext text, "ageBand" text)
		WHERE p.id = u.id`);
}

async function clearRosterEntries(tx: Tx, keyring: Keyring, ids: string[], documents: string[], now: Date) {
	const entries = await tx.$queryRaw<{ id: string; ownerId: string | null }[]>(Prisma.sql`
		SELECT e.id, p.id AS "ownerId" FROM roster_entry e LEFT JOIN person p ON p.document_index = e.document_index
		WHERE e.person_id = ANY (${ids}::uuid[])
			OR e.document_index = ANY (ARRAY(SELECT decode(unnest(${documents}::text[]), 'base64')))`);
	const rows = entries.map(({ id, ownerId }) => {
		const blank = { name: '', document: { kind: 'none', reason: '' }, level: '', note: '' };
		const { keyId, ciphertext } = keyring.seal(entryRecordId(id), blank);
		return { id, ownerId, keyId, ciphertext: base64(ciphertext) };
	});
	// Whose entry it was stays decided, so that nobody is asked to look for the one it spoke of.
	await tx.$executeRaw(Prisma.sql`
		UPDATE roster_entry e SET key_id = u."keyId", ciphertext = decode(u.ciphertext, 'base64'), identity_index = ${NO_HASH},
			document_index = NULL, person_id = COALESCE(e.person_id, u."ownerId"), candidate_ids = '{}',
			decided_at = COALESCE(e.decided_at, ${now}::timestamptz), decided_by = COALESCE(e.decided_by, ${SYSTEM_ACTOR.accountId}::uuid),
			decided_by_name = COALESCE(e.decided_by_name, ${SYSTEM_ACTOR.name}), version = e.version + 1
		FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u (id uuid, "ownerId" uuid, "keyId" text, ciphertext text)
		WHERE e.id = u.id`);
	await tx.$executeRaw(Prisma.sql`
		UPDATE roster_entry SET candidate_ids = ARRAY(SELECT unnest(candidate_ids) EXCEPT SELECT unnest(${ids}::uuid[])),
			refused_ids = ARRAY(SELECT unnest(refused_ids) EXCEPT SELECT unnest(${ids}::uuid[]))
		WHERE candidate_ids && ${ids}::uuid[] OR refused_ids && ${ids}::uuid[]`);
}

async function clearQuestions(tx: Tx, keyring: Keyring, questions: readonly { id: string }[], now: Date) {
	if (questions.length === 0) return;
	const rows = questions.map(({ id }) => {
		const { keyId, ciphertext } = keyring.seal(requestRecordId(id), null);
		return { id, keyId, ciphertext: base64(ciphertext) };
	});
	await tx.$executeRaw(Prisma.sql`
		UPDATE reunion_request r SET key_id = u."keyId", ciphertext = decode(u.ciphertext, 'base64'), asker_index = ${NO_HASH},
			sought_index = NULL, anonymised_at = ${now}::timestamptz, version = r.version + 1
		FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u (id uuid, "keyId" text, ciphertext text)
		WHERE r.id = u.id`);
}
