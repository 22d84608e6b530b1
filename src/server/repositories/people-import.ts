import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { AgeBand } from '#domain/people/age-band.ts';
import type { Need, Relation } from '#domain/people/person.ts';
import type { CopyRows } from '../db/copy-rows.ts';
import type { Keyring } from '../people/keyring.ts';
import { personRecordId } from './people.ts';

/* The register's bulk way: look-ups by the thousand, and COPY. */

/** Bytes of a keyed hash. */
const HASH = 32;
/** The hashes that one parameter holds side by side, each with its place from 0. */
const HASHES = `(SELECT at AS place, substring($1::bytea FROM at * ${HASH} + 1 FOR ${HASH}) AS hash
	FROM generate_series(0, octet_length($1::bytea) / ${HASH} - 1) AS at) AS given`;

/**
 * Those who are registered with these documents, and where, by the place of the document's hash. Each hash is looked up
 * by itself: where the database believes the register empty, as it does of one that is being written, it would else go
 * through all that is written for each batch.
 *
 * @param hashes of 32 bytes each, side by side
 */
export async function findRegistered(
	db: Pick<pg.ClientBase, 'query'>,
	hashes: Buffer
): Promise<Map<number, { personId: string; householdId: string }>> {
	const { rows } = await db.query<{ place: number; personId: string; householdId: string }>(
		`SELECT place, id AS "personId", household_id AS "householdId" FROM ${HASHES}
			CROSS JOIN LATERAL (SELECT id, household_id FROM person WHERE document_index = hash LIMIT 1) AS registered`,
		[hashes]
	);
	return new Map(rows.map(({ place, ...registered }) => [place, registered]));
}

/** The households that came in under these numbers before, by the place of the number's hash. */
export async function findHouseholdsOfNumbers(
	db: Pick<pg.ClientBase, 'query'>,
	hashes: Buffer
): Promise<Map<number, string>> {
	const { rows } = await db.query<{ place: number; householdId: string }>(
		`SELECT place, household_id AS "householdId" FROM ${HASHES}
			CROSS JOIN LATERAL (SELECT household_id FROM household_number WHERE number_index = hash LIMIT 1) AS known`,
		[hashes]
	);
	return new Map(rows.map(({ place, householdId }) => [place, householdId]));
}

/** Which households have a head. */
export async function findHeaded(
	db: Pick<pg.ClientBase, 'query'>,
	householdIds: readonly string[]
): Promise<Set<string>> {
	const { rows } = await db.query<{ id: string }>(
		`SELECT DISTINCT household_id AS id FROM person WHERE household_id = ANY ($1::uuid[]) AND relation = 'head'`,
		[householdIds]
	);
	return new Set(rows.map(({ id }) => id));
}

/** When, and by whom, this very file was last taken in for an area or one in it; null when it was not. */
export async function findImport(
	db: Pick<pg.ClientBase, 'query'>,
	sha256: string,
	areaCode: string
): Promise<{ at: string; byName: string } | null> {
	const { rows } = await db.query<{ at: Date; byName: string }>(
		`SELECT imported_at AS at, imported_by_name AS "byName" FROM people_import WHERE sha256 = $1
			AND starts_with(area_code, $2) ORDER BY imported_at DESC LIMIT 1`,
		[sha256, areaCode]
	);
	return rows[0] ? { at: rows[0].at.toISOString(), byName: rows[0].byName } : null;
}

/** Keeps that a file was taken in. */
export async function insertImport(
	client: pg.ClientBase,
	of: {
		id: string;
		sha256: string;
		areaCode: string;
		households: number;
		persons: number;
		importedAt: Date;
		importedBy: string;
		importedByName: string;
	}
): Promise<void> {
	await client.query(
		`INSERT INTO people_import (id, sha256, area_code, households, persons, imported_at, imported_by, imported_by_name)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		[of.id, of.sha256, of.areaCode, of.households, of.persons, of.importedAt, of.importedBy, of.importedByName]
	);
}

/** Writes households, and under which numbers they came in. */
export async function insertHouseholds(
	client: pg.ClientBase,
	made: readonly { id: string; homeCode: string }[],
	numbers: readonly { index: Buffer; householdId: string }[],
	registeredAt: Date
): Promise<void> {
	await client.query({
		name: 'import-households',
		text: `INSERT INTO household (id, home_code, registered_at) SELECT *, $3 FROM unnest($1::uuid[], $2::text[])`,
		values: [made.map(({ id }) => id), made.map(({ homeCode }) => homeCode), registeredAt]
	});
	await client.query({
		name: 'import-household-numbers',
		text: 'INSERT INTO household_number (number_index, household_id) SELECT * FROM unnest($1::bytea[], $2::uuid[])',
		values: [numbers.map(({ index }) => index), numbers.map(({ householdId }) => householdId)]
	});
}

/** Somebody to be written in bulk. */
export interface BulkPerson {
	relation: Relation;
	needs: readonly Need[];
	mayBeFound: boolean;
	ageBand: AgeBand | null;
	/** The `PersonSecret`, as JSON. */
	secretJson: Uint8Array;
	documentIndex: Buffer | null;
	/** Search tokens, eight bytes each. */
	tokens: Uint8Array;
}

/** Who somebody written in bulk becomes, and where. */
export interface BulkPlace {
	id: string;
	householdId: string;
	homeCode: string;
	scopeCodes: readonly string[];
	registeredAt: Date;
}

const COLUMNS = `id, household_id, home_code, relation, needs, may_be_found, key_id, ciphertext, document_index, tokens,
	scope_codes, age_band, registered_at`;
const COLUMN_COUNT = 13;

/** Encrypts a person and puts the row among the others. */
export function addPerson(rows: CopyRows, keyring: Keyring, person: BulkPerson, place: BulkPlace): void {
	const { keyId, ciphertext } = keyring.sealText(personRecordId(place.id), person.secretJson);
	rows
		.row(COLUMN_COUNT)
		.uuid(place.id)
		.uuid(place.householdId)
		.text(place.homeCode)
		.text(person.relation)
		.texts(person.needs)
		.boolean(person.mayBeFound)
		.text(keyId)
		.bytes(ciphertext)
		.bytes(person.documentIndex)
		.bigints(person.tokens)
		.texts(place.scopeCodes)
		.text(person.ageBand)
		.moment(place.registeredAt);
}

/** Writes the people of `addPerson`. */
export async function copyPersons(client: pg.ClientBase, rows: CopyRows): Promise<void> {
	const into = client.query(copyFrom(`COPY person (${COLUMNS}) FROM STDIN (FORMAT binary)`));
	await pipeline(Readable.from([rows.end()]), into);
}

/**
 * Lets the search index gather what an import adds, to be sorted in afterwards in one go (`cleanSearchIndex`), and not
 * in small parts on the way. What is gathered is found as well, only more slowly.
 */
export async function prepareImport(client: pg.ClientBase): Promise<void> {
	await client.query(`SET LOCAL gin_pending_list_limit = '512MB'`);
}

/** Sorts into the search index what an import left beside it. */
export async function cleanSearchIndex(db: Pick<pg.Pool, 'connect'>): Promise<void> {
	const client = await db.connect();
	try {
		await client.query('BEGIN; SET LOCAL statement_timeout = 0');
		await client.query(`SELECT gin_clean_pending_list('person_search'::regclass)`);
		await client.query('COMMIT');
		client.release();
	} catch (error) {
		client.release(true);
		throw error;
	}
}
