import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { diffMigration, migrate, pendingMigrations } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { StartFailure } from '#server/start-failure.ts';
import { dropDatabase, unusedDatabaseUrl } from '../../harness.ts';

const names = readMigrations().map(({ name }) => name);
const made: string[] = [];

function freshUrl(): string {
	const url = unusedDatabaseUrl();
	made.push(url);
	return url;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	return (await client.query<T>(sql).finally(() => client.end())).rows;
}

// The program that writes migrations reads whole numbers as the driver does; the server, which other tests load, its own way.
const { INT8 } = pg.types.builtins;
const asTheServer = pg.types.getTypeParser(INT8) as (text: string) => unknown;
beforeAll(() => pg.types.setTypeParser(INT8, (text) => text));
afterAll(() => pg.types.setTypeParser(INT8, asTheServer));

afterEach(async () => {
	for (const url of made.splice(0)) await dropDatabase(url);
});

describe('migrate', () => {
	it('makes the missing database and applies everything once', async () => {
		const url = freshUrl();
		expect(await pendingMigrations(url)).toEqual(names);
		expect(await migrate(url)).toEqual(names);
		expect(await migrate(url)).toEqual([]);
		expect(await pendingMigrations(url)).toEqual([]);
	});

	it('leads to exactly what the Prisma schema says', async () => {
		const url = freshUrl();
		await migrate(url);
		expect(await diffMigration(url)).toBe('');
	});

	it('lets servers that start together take turns', async () => {
		const url = freshUrl();
		const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
		expect(applied.flat()).toEqual(names);
	});

	it('does a migration again that was cut short', async () => {
		const url = freshUrl();
		await migrate(url);
		const tables = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;
		const marks = 'SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY 1';
		const [expectedTables, expectedMarks] = [await query(url, tables), await query(url, marks)];
		// What a kill leaves: the engine had noted the start, and PostgreSQL undid the work.
		await query(
			url,
			`CREATE SCHEMA kept;
			 ALTER TABLE _prisma_migrations SET SCHEMA kept;
			 DROP SCHEMA public CASCADE;
			 CREATE SCHEMA public;
			 ALTER TABLE kept._prisma_migrations SET SCHEMA public;
			 UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0`
		);
		expect(await migrate(url)).toEqual(names);
		expect(await query(url, tables)).toEqual(expectedTables);
		expect(await query(url, marks)).toEqual(expectedMarks);
	});

	it('refuses a database that is newer than the program', async () => {
		const url = freshUrl();
		await migrate(url);
		await query(
			url,
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('n', '', '99990101000000_later', now())`
		);
		await expect(migrate(url)).rejects.toThrow(/newer than the program/);
	});

	it('refuses a migration that was edited after it was applied', async () => {
		const url = freshUrl();
		await migrate(url);
		await query(url, `UPDATE _prisma_migrations SET checksum = 'other'`);
		await expect(migrate(url)).rejects.toThrow(/edited after it was applied/);
	});

	it('says in plain words that a database cannot be reached', async () => {
		const failure = await migrate('postgresql://nobody:x@127.0.0.1:1/anlan').catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(StartFailure);
		expect((failure as StartFailure).lines[0]?.zh).toContain('拒绝连接');
	});
});
