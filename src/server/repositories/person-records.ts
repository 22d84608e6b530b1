import { dayOf } from '#domain/audit/audit-entry.ts';
import { ageBandOn } from '#domain/people/age-band.ts';
import type { Person, Relation } from '#domain/people/person.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import { personRecordId } from './people.ts';

/* Changing what is registered of people. Locks: households by id, then people by id. */

/** What stands beside a person's record: the versions that edits are held against, and whether there is a photo. */
export interface PersonRecord {
	version: number;
	householdVersion: number;
	hasPhoto: boolean;
}

/** What stands beside a person's record. */
export async function findRecord(
	db: Pick<Tx, 'person' | 'personPhoto'>,
	personId: string
): Promise<PersonRecord | null> {
	const [row, photos] = await Promise.all([
		db.person.findUnique({
			where: { id: personId },
			select: { version: true, household: { select: { version: true } } }
		}),
		db.personPhoto.count({ where: { personId } })
	]);
	return row && { version: row.version, householdVersion: row.household.version, hasPhoto: photos > 0 };
}

/**
 * Locks people, in the order of their ids.
 *
 * @throws ProblemError `notFound`; `versionConflict` when somebody else changed one meanwhile
 */
export async function lockVersions(tx: Tx, versions: ReadonlyMap<string, number>): Promise<void> {
	const rows = await tx.$queryRaw<{ id: string; version: number }[]>(Prisma.sql`
		SELECT id, version FROM person WHERE id = ANY (${[...versions.keys()]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
	if (rows.length < versions.size) throw new ProblemError('notFound');
	if (rows.some(({ id, version }) => version !== versions.get(id))) throw new ProblemError('versionConflict');
}

/** Locks households, in the order of their ids. Returns those that exist. */
export async function lockHouseholds(
	tx: Tx,
	householdIds: readonly string[]
): Promise<Map<string, { homeCode: string; version: number }>> {
	const rows = await tx.$queryRaw<{ id: string; homeCode: string; version: number }[]>(Prisma.sql`
		SELECT id, home_code AS "homeCode", version FROM household WHERE id = ANY (${[...householdIds]}::uuid[])
		ORDER BY id FOR NO KEY UPDATE`);
	return new Map(rows.map(({ id, ...household }) => [id, household]));
}

/** Writes a person who is registered: encrypted anew, with the hashes that are searched by. */
export async function updatePerson(tx: Tx, keyring: Keyring, person: Person): Promise<void> {
	const { id, relation, needs, mayBeFound, secret } = person;
	const key = documentKey(secret.document);
	const { registeredAt } = await tx.person.findUniqueOrThrow({ where: { id }, select: { registeredAt: true } });
	await tx.person.update({
		where: { id },
		data: {
			relation,
			needs: [...needs],
			mayBeFound,
			...keyring.seal(personRecordId(id), secret),
			documentIndex: key === null ? null : keyring.blindIndex(key),
			tokens: keyring.tokens(tokensOfPerson(secret)),
			ageBand: ageBandOn(secret.birthDate, dayOf(registeredAt)),
			version: { increment: 1 }
		}
	});
}

/** Whether relatives may be told where somebody is. */
export async function writeConsent(tx: Tx, personId: string, mayBeFound: boolean): Promise<void> {
	await tx.person.update({ where: { id: personId }, data: { mayBeFound, version: { increment: 1 } } });
}

/** How somebody stands to the head of the household. */
export async function writeRelation(tx: Tx, personId: string, relation: Relation): Promise<void> {
	await tx.person.update({ where: { id: personId }, data: { relation, version: { increment: 1 } } });
}

/** Makes one member the head; who was it becomes `other`. */
export async function writeHead(tx: Tx, householdId: string, personId: string): Promise<void> {
	await tx.person.updateMany({
		where: { householdId, relation: 'head', mergedIntoId: null, NOT: { id: personId } },
		data: { relation: 'other', version: { increment: 1 } }
	});
	await writeRelation(tx, personId, 'head');
}

/** Puts somebody into a household. */
export async function writeMembership(
	tx: Tx,
	personId: string,
	household: { householdId: string; homeCode: string; relation: Relation }
): Promise<void> {
	await tx.person.update({ where: { id: personId }, data: { ...household, version: { increment: 1 } } });
}

/** Marks that the members of households changed. */
export async function touchHouseholds(tx: Tx, householdIds: readonly string[]): Promise<void> {
	await tx.household.updateMany({ where: { id: { in: [...householdIds] } }, data: { version: { increment: 1 } } });
}

/** Where the people of a household come from. */
export async function writeHome(tx: Tx, householdId: string, homeCode: string): Promise<void> {
	await tx.household.update({ where: { id: householdId }, data: { homeCode, version: { increment: 1 } } });
	await tx.person.updateMany({ where: { householdId }, data: { homeCode, version: { increment: 1 } } });
}
