import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { withDatabaseName } from '#server/db/database-url.ts';
import { startServer } from '../server-process.ts';

/**
 * Starts the built server with the demonstration, on a free port, with a data folder (or, where `DATABASE_URL` names a
 * server, a database) of its own that is removed afterwards. With `ANLAN_E2E_URL` the tests run against a server that
 * is there already, which saves the start while tests are written.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
	if (process.env['ANLAN_E2E_URL']) return undefined;
	const dataDir = mkdtempSync(join(tmpdir(), 'anlan-e2e-'));
	chmodSync(dataDir, 0o711);
	const given = process.env['DATABASE_URL'];
	const database = `anlan_e2e_${randomUUID().replaceAll('-', '')}`;
	const server = await startServer({
		ANLAN_DATA: dataDir,
		ANLAN_DEMO: '1',
		// A test that fails to sign in on purpose does it from an address of its own.
		ANLAN_TRUST_PROXY: '1',
		...(given ? { DATABASE_URL: withDatabaseName(given, database) } : {})
	});
	process.env['ANLAN_E2E_URL'] = server.url;
	return async () => {
		await server.end('SIGTERM');
		rmSync(dataDir, { recursive: true, force: true });
		if (!given) return;
		const client = new pg.Client({ connectionString: withDatabaseName(given, 'postgres') });
		await client.connect();
		await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`).finally(() => client.end());
	};
}
