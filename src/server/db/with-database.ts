import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { StartFailure } from '../start-failure.ts';
import { findRunningUrl } from './database-url.ts';
import { startEmbeddedPostgres, type DatabaseLog } from './embedded-postgres.ts';
import { findLockHolder } from './folder-lock.ts';
import { folderInUse } from './postgres-failure.ts';

/** How long a command waits for a server that is still starting its database. */
const patienceMs = 120_000;

const isInUse = async (dataDir: string) => existsSync(dataDir) && (await findLockHolder(dataDir)) !== null;

/** The address of the database that another process runs on this data folder; null once nobody does. */
async function awaitRunning(dataDir: string): Promise<string | null> {
	for (const end = performance.now() + patienceMs; performance.now() < end; await delay(100)) {
		if (!(await isInUse(dataDir))) return null;
		const url = findRunningUrl(dataDir);
		if (url !== null) return url;
	}
	throw folderInUse(dataDir, 0);
}

/**
 * Runs `work` with the address of the database of these settings: one's own (`DATABASE_URL`), that of a server which
 * runs now on the data folder, or the embedded one, which then is started for this and stopped afterwards.
 */
export async function withDatabase<T>(
	config: Pick<Config, 'databaseUrl' | 'dataDir'>,
	log: DatabaseLog,
	work: (url: string) => Promise<T>
): Promise<T> {
	if (config.databaseUrl !== null) return work(config.databaseUrl);
	for (;;) {
		const running = await awaitRunning(config.dataDir);
		if (running !== null) return work(running);
		const own = await startEmbeddedPostgres({ dataDir: config.dataDir, log }).catch((error: unknown) => {
			if (error instanceof StartFailure && error.exitCode === 3) return null;
			throw error;
		});
		if (own === null) continue;
		try {
			return await work(own.url);
		} finally {
			await own.stop();
		}
	}
}
