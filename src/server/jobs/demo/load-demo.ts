import { dayOf } from '#domain/audit/audit-entry.ts';
import { ROLES, type Role } from '#domain/access/roles.ts';
import type { App } from '../../app.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { findAreas } from '../../repositories/areas.ts';
import { finishDemo, insertRows, lockEmptyInstallation } from '../../repositories/demo.ts';
import { buildDemo } from './build-demo.ts';
import { demoPassword } from './demo-accounts.ts';
import { readDemoRecipe } from './demo-recipe.ts';
import { demoRows } from './demo-rows.ts';
import { writeReports } from './report-rows.ts';
import { writePeople } from './people-rows.ts';
import { writeRelocation, writeRosters } from './roster-rows.ts';

/** What loading the demonstration needs of the server. */
export type DemoHost = Pick<App, 'db' | 'countyCode' | 'policies' | 'keyring' | 'committed'>;

/**
 * Loads the demonstration of the county into an empty database, all of it in one transaction: a process that dies
 * meanwhile leaves nothing behind, and the next start loads it. Of two servers that start together one loads.
 *
 * @returns false when accounts, events or shelters are there already; then nothing is changed
 */
export async function loadDemo(host: DemoHost): Promise<boolean> {
	const { db, countyCode, policies, keyring } = host;
	const now = new Date().toISOString();
	const demo = buildDemo(readDemoRecipe(), await findAreas(db.pool, countyCode), policies.current(), now);
	const hashes = await Promise.all(ROLES.map(async (role) => [role, await hashPassword(demoPassword(role))] as const));
	const rows = demoRows(demo, countyCode, new Map<Role, string>(hashes));
	const client = await db.pool.connect();
	let failure: Error | undefined;
	try {
		await client.query('BEGIN');
		const isEmpty = await lockEmptyInstallation(client);
		if (isEmpty) {
			await insertRows(client, rows);
			await writePeople(client, keyring, demo.people, dayOf(new Date(now)));
			await writeRosters(client, keyring, demo.rosters);
			await writeRelocation(client, keyring, demo.relocation);
			await writeReports(client, demo.reports);
			await finishDemo(client, now);
		}
		await client.query('COMMIT');
		if (isEmpty) host.committed();
		return isEmpty;
	} catch (error) {
		failure = error instanceof Error ? error : new Error(String(error));
		throw error;
	} finally {
		// A connection in a failed transaction is closed, which rolls it back.
		client.release(failure);
	}
}
