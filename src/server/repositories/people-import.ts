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

/** Those who are registered with these documents, and where. By the document's hash, as a latin1 text. */
export async function findRegistered(
	db: Pick<pg.ClientBase, 'query'>,
	indexes: readonly Buffer[]
): Promise<Map<string, { personId: string; householdId: string }>> {
	const { rows } = await db.query<{ index: Buffer; personId: string; householdId: string }>({
		name: 'import-documents',
		text: `SELECT document_index AS index, id AS "personId", household_id AS "householdId" FROM person
			WHERE document_index = ANY ($1::bytea[])`,
		values: [indexes]
	});
	return new Map(rows.map(({ index, ...registered }) => [index.toString('latin1'), registered]));
}

/** The households that came in under these numbers before. By the number's hash, as a latin1 text. */
export async function findHouseholdsOfNumbers(
	db: Pick<pg.ClientBase, 'query'>,
	indexes: readonly Buffer[]
): Promise<Map<string, string>> {
	const { rows } = await db.query<{ index: Buffer; householdId: string }>({
		name: 'import-numbers',
		text: 'SELECT number_index AS index, household_id AS "householdId" FROM household_number WHERE number_index = ANY ($1::bytea[])',
		values: [indexes]
	});
	return new Map(rows.map(({ index, householdId }) => [index.toString('latin1'), householdId]));
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
	id: string;
	householdId: string;
	homeCode: string;
	relation: Relation;
	needs: Need[];
	mayBeFound: boolean;
	ageBand: AgeBand | null;
	/** The `PersonSecret`, as JSON. */
	secret: Uint8Array;
	documentIndex: Buffer | null;
	/** Search tokens, eight bytes each. */
	tokens: Uint8Array;
	scopeCodes: readonly string[];
}

const COLUMNS = `id, household_id, home_code, relation, needs, may_be_found, key_id, ciphertext, document_index, tokens,
	scope_codes, age_band, registered_at`;
const COLUMN_COUNT = 13;

/** Encrypts a person and puts the row among the others. */
export function addPerson(rows: CopyRows, keyring: Keyring, person: BulkPerson, registeredAt: Date): void {
	const { keyId, ciphertext } = keyring.sealText(personRecordId(person.id), person.secret);
	rows
		.row(COLUMN_COUNT)
		.uuid(person.id)
		.uuid(person.householdId)
		.text(person.homeCode)
		.text(person.relation)
		.texts(person.needs)
		.boolean(person.mayBeFound)
		.text(keyId)
		.bytes(ciphertext)
		.bytes(person.documentIndex)
		.bigints(person.tokens)
		.texts(person.scopeCodes)
		.text(person.ageBand)
		.moment(registeredAt);
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
