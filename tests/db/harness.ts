import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseName, withDatabaseName } from '#server/db/database-url.ts';

export type TestDatabase = { url: string; drop(): Promise<void> };

/** Runs one statement on the test server outside of any test database. */
async function administrate(sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: withDatabaseName(inject('templateUrl'), 'postgres') });
	await client.connect();
	await client.query(sql).finally(() => client.end());
}

/** An address for a database that does not exist yet, on the test server. */
export const unusedDatabaseUrl = (): string =>
	withDatabaseName(inject('templateUrl'), `anlan_test_${randomUUID().replaceAll('-', '')}`);

/** Drops the database of an address, whoever is still connected. */
export const dropDatabase = (url: string): Promise<void> =>
	administrate(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(databaseName(url))} WITH (FORCE)`);

/** A migrated, empty database of one's own: a copy of the template. Drop it when the test file is done. */
export async function createTestDatabase(): Promise<TestDatabase> {
	const url = unusedDatabaseUrl();
	await administrate(`CREATE DATABASE ${databaseName(url)} TEMPLATE ${databaseName(inject('templateUrl'))}`);
	return { url, drop: () => dropDatabase(url) };
}
