import { existsSync } from 'node:fs';
import { readConfig } from './config.ts';
import { findLockHolder } from './db/folder-lock.ts';
import { folderInUse } from './db/postgres-failure.ts';
import { reportFailure } from './start-failure.ts';

/**
 * Tells at once what the start would stumble over anyway: a bad setting, or a server on the same data folder. Building
 * the pages first would take a minute, and take them away from under that server.
 */
export async function checkStart(): Promise<void> {
	try {
		const { databaseUrl, dataDir } = readConfig(process.env);
		if (databaseUrl !== null || !existsSync(dataDir)) return;
		const holder = await findLockHolder(dataDir);
		if (holder !== null) throw folderInUse(dataDir, holder);
	} catch (error) {
		process.exit(reportFailure(error, (text) => process.stderr.write(text)));
	}
}
