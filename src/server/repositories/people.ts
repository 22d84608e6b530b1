import { dayOf } from '#domain/audit/audit-entry.ts';
import { ageBandOn } from '#domain/people/age-band.ts';
import { isAnonymised, type Need, type Person, type PersonSecret, type Relation } from '#domain/people/person.ts';
import { isBroad, isMeant, type PeopleSearch } from '#domain/people/search-tokens.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import type { Reseal } from '../people/reseal.ts';

/** A person with what decides who may see them. */
export interface StoredPerson {
	person: Person;
	scopeCodes: string[];
}

/** A person ready to be written: what is personal only as ciphertext and hashes. */
export interface NewPerson extends StoredPerson {
	documentKey: string | null;
	tokens: string[];
}

type Row = Prisma.PersonGetPayload<Record<never, never>>;

/** What a person's encrypted text belongs to. */
export const personRecordId = (personId: string) => `person:${personId}`;

/** Columns of a person but the tokens, which nobody reads back. */
const COLUMNS = {
	id: true,
	householdId: true,
	homeCode: true,
	relation: true,
	needs: true,
	mayBeFound: true,
	keyId: true,
	ciphertext: true,
	scopeCodes: true
} as const satisfies Prisma.PersonSelect;

function storedPerson(keyring: Keyring, row: Pick<Row, keyof typeof COLUMNS>): StoredPerson {
	const { id, householdId, homeCode, relation, needs, mayBeFound, scopeCodes } = row;
	const secret = keyring.open(personRecordId(id), row) as PersonSecret;
	return {
		person: {
			id,
			householdId,
			homeCode,
			relation: relation as Relation,
			needs: needs as Need[],
			mayBeFound,
			secret
		},
		scopeCodes
	};
}

/** A person, or null. */
export async function findPerson(
	db: Pick<Tx, 'person'>,
	keyring: Keyring,
	personId: string
): Promise<StoredPerson | null> {
	const row = await db.person.findUnique({ where: { id: personId }, select: COLUMNS });
	return row && storedPerson(keyring, row);
}

/** People by id, in no order; those that do not exist are left out. */
export async function findPersons(
	db: Pick<Tx, 'person'>,
	keyring: Keyring,
	personIds: readonly string[]
): Promise<StoredPerson[]> {
	const rows = await db.person.findMany({ where: { id: { in: [...personIds] } }, select: COLUMNS });
	return rows.map((row) => storedPerson(keyring, row));
}

/** The division codes under which people are seen, by person. */
export async function findScopes(db: Pick<Tx, 'person'>, personIds: readonly string[]): Promise<Map<string, string[]>> {
	const rows = await db.person.findMany({
		where: { id: { in: [...personIds] } },
		select: { id: true, scopeCodes: true }
	});
	return new Map(rows.map(({ id, scopeCodes }) => [id, scopeCodes]));
}

/** The members of a household, its head first. */
export async function findHousehold(
	db: Pick<Tx, 'person'>,
	keyring: Keyring,
	householdId: string
): Promise<StoredPerson[]> {
	const rows = await db.person.findMany({
		where: { householdId, mergedIntoId: null },
		select: COLUMNS,
		orderBy: { id: 'asc' }
	});
	return rows
		.map((row) => storedPerson(keyring, row))
		.sort((a, b) => Number(b.person.relation === 'head') - Number(a.person.relation === 'head'));
}

/** The members of several households, in no order. */
export async function findMembers(
	db: Pick<Tx, 'person'>,
	keyring: Keyring,
	householdIds: readonly string[]
): Promise<StoredPerson[]> {
	const rows = await db.person.findMany({
		where: { householdId: { in: [...householdIds] }, mergedIntoId: null },
		select: COLUMNS
	});
	return rows.map((row) => storedPerson(keyring, row));
}

/** Which of the documents belong to somebody already registered: their keys. */
export async function findTakenDocuments(
	tx: Pick<Tx, 'person'>,
	keyring: Keyring,
	keys: readonly string[]
): Promise<Set<string>> {
	const byIndex = new Map(keys.map((key) => [keyring.blindIndex(key).toString('hex'), key]));
	const rows = await tx.person.findMany({
		where: { documentIndex: { in: keys.map((key) => keyring.blindIndex(key)) } },
		select: { documentIndex: true }
	});
	return new Set(rows.flatMap(({ documentIndex }) => byIndex.get(Buffer.from(documentIndex!).toString('hex')) ?? []));
}

/** Writes a household; its members follow. */
export async function insertHousehold(
	tx: Tx,
	household: { id: string; homeCode: string; registeredAt: Date }
): Promise<void> {
	await tx.household.create({ data: household });
}

/** Writes people who are registered now, as members of their households. */
export async function insertPersons(
	tx: Tx,
	keyring: Keyring,
	registeredAt: Date,
	members: readonly NewPerson[]
): Promise<void> {
	const rows = sealPersons(keyring, members, dayOf(registeredAt));
	await tx.person.createMany({ data: rows.map((row) => ({ ...row, registeredAt })) });
}

/** The columns of people new on a day, with what is personal sealed and hashed; some hundred at once cost least. */
export function sealPersons(keyring: Keyring, members: readonly NewPerson[], day: string) {
	const tokens = keyring.tokenLists(members.map((member) => member.tokens));
	return members.map(({ person: { secret, needs, ...clear }, scopeCodes, documentKey }, at) => ({
		...clear,
		needs: [...needs],
		...keyring.seal(personRecordId(clear.id), secret),
		documentIndex: documentKey === null ? null : keyring.blindIndex(documentKey),
		tokens: tokens[at]!,
		scopeCodes,
		ageBand: ageBandOn(secret.birthDate, day)
	}));
}

/** Whether a household or any of the people is registered under these ids already, or the ids stand for others. */
export async function isRegistered(tx: Tx, householdId: string, personIds: readonly string[]): Promise<boolean> {
	const [household, persons, aliases] = await Promise.all([
		isHousehold(tx, householdId),
		tx.person.count({ where: { id: { in: [...personIds] } } }),
		tx.personAlias.count({ where: { aliasId: { in: [...personIds] } } })
	]);
	return household || persons + aliases > 0;
}

/** Whether there is a household of this id. */
export async function isHousehold(tx: Pick<Tx, 'household'>, householdId: string): Promise<boolean> {
	return (await tx.household.count({ where: { id: householdId } })) > 0;
}

/** Lets those under some division codes see these people too. */
export async function widenScope(tx: Tx, personIds: readonly string[], codes: readonly string[]): Promise<void> {
	await tx.$executeRaw(Prisma.sql`
		UPDATE person SET scope_codes = ARRAY(SELECT DISTINCT unnest(scope_codes || ${[...codes]}::text[]) ORDER BY 1)
		WHERE id = ANY (${[...personIds]}::uuid[]) AND NOT scope_codes @> ${[...codes]}::text[]`);
}

/** What a search of people asks for; `scopeCodes` must all be among a person's, and with none everybody is meant. */
export interface PeopleQuery {
	search: PeopleSearch;
	scopeCodes: readonly string[];
	limit: number;
}

/** How many times more people are read when too many of those read were not meant. */
const FURTHER = 16;
/** Pages of the table (of 8 kB, some 15 people each) that are tried first for what thousands have. */
const FIRST_PAGES = 256;

/** People who have all that is asked for, in no order. */
export async function searchPeople(db: Database, keyring: Keyring, query: PeopleQuery): Promise<StoredPerson[]> {
	for (let most = query.limit; ; most *= FURTHER) {
		const rows = await findByTokens(db, keyring, query, most);
		const meant = rows
			.map((row) => storedPerson(keyring, row))
			.filter(({ person }) => !isAnonymised(person) && isMeant(person.secret, query.search));
		if (meant.length >= query.limit || rows.length < most) return meant.slice(0, query.limit);
	}
}

/** Rows of people who have all tokens; some of them are not meant (see `isMeant`). */
async function findByTokens(db: Database, keyring: Keyring, { search, scopeCodes }: PeopleQuery, most: number) {
	const { rows } = await db.pool.query<Pick<Row, keyof typeof COLUMNS>>({
		name: 'find-people',
		text: `SELECT id, household_id AS "householdId", home_code AS "homeCode", relation, needs, may_be_found AS "mayBeFound",
				key_id AS "keyId", ciphertext, scope_codes AS "scopeCodes"
			FROM find_people($1::bigint[], $2::text[], $3, $4)`,
		values: [keyring.tokens(search.tokens).map(String), scopeCodes, most, isBroad(search, scopeCodes) ? FIRST_PAGES : 0]
	});
	return rows;
}

/** The people with exactly one of these documents. */
export async function findByDocuments(
	db: Pick<Tx, 'person'>,
	keyring: Keyring,
	documentKeys: readonly string[]
): Promise<StoredPerson[]> {
	if (documentKeys.length === 0) return [];
	const rows = await db.person.findMany({
		where: { documentIndex: { in: documentKeys.map((key) => keyring.blindIndex(key)) } },
		select: COLUMNS
	});
	return rows.map((row) => storedPerson(keyring, row));
}

/** Encrypts the next people that another key than the one in use encrypted. */
export const resealPeople: Reseal = (db, keyring, after, limit) =>
	db.prisma.$transaction(async (tx) => {
		const rows = await tx.person.findMany({
			where: { id: { gt: after }, keyId: { not: keyring.activeKeyId } },
			select: COLUMNS,
			orderBy: { id: 'asc' },
			take: limit
		});
		for (const row of rows) {
			const sealed = keyring.seal(personRecordId(row.id), keyring.open(personRecordId(row.id), row));
			await tx.person.update({ where: { id: row.id }, data: sealed });
		}
		return rows.map(({ id }) => id);
	});
