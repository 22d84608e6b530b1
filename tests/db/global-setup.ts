import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { withDatabaseName } from '#server/db/database-url.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** A migrated, empty database that nobody connects to; test databases are copies of it. */
		templateUrl: string;
	}
}

const quiet = { info: () => undefined, warn: console.warn, error: console.error };

/** The PostgreSQL of this run: the one `DATABASE_URL` names, else an embedded one in a temporary folder. */
async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
	const given = process.env['DATABASE_URL'];
	if (given) return { url: given, stop: async () => undefined };
	const dataDir = mkdtempSync(join(tmpdir(), 'anlan-db-test-'));
	chmodSync(dataDir, 0o711);
	const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
	return {
		url: postgres.url,
		stop: async () => {
			await postgres.stop();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

/** Starts one PostgreSQL for all database tests and migrates the template that `createTestDatabase` copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const server = await startServer();
	const template = `anlan_template_${randomUUID().replaceAll('-', '')}`;
	const templateUrl = withDatabaseName(server.url, template);
	const administrate = async (sql: string) => {
		const client = new pg.Client({ connectionString: withDatabaseName(server.url, 'postgres') });
		await client.connect();
		await client.query(sql).finally(() => client.end());
	};
	try {
		await migrate(templateUrl);
		await administrate(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
	} catch (error) {
		await server.stop();
		throw error;
	}
	project.provide('templateUrl', templateUrl);
	return async () => {
		await administrate(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
		await server.stop();
	};
}
