import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	appendFileSync,
	chownSync,
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statfsSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { programPath, type Binaries } from './binaries.ts';
import { embeddedUser, includeLines } from './cluster-settings.ts';
import type { DatabasePlace } from './data-directory.ts';
import { diskFull, postgresFailure } from './postgres-failure.ts';
import type { Identity } from './unprivileged-identity.ts';

const passwordName = 'anlan.password';

/** Free bytes below which no new database is begun. */
const leastFree = 300 * 1024 * 1024;

/** The superuser's password of a cluster; it lies inside, so that the two never part. */
export const readPassword = (cluster: string): string => readFileSync(join(cluster, passwordName), 'utf8').trim();

function give(path: string, identity: Identity): void {
	if (identity.uid !== undefined && identity.gid !== undefined) chownSync(path, identity.uid, identity.gid);
}

function runInitdb(binaries: Binaries, folder: string, passwordFile: string, identity: Identity): Promise<void> {
	const options = [
		['-D', folder, '-U', embeddedUser, '-A', 'scram-sha-256', '-E', 'UTF8'],
		[`--pwfile=${passwordFile}`, '--data-checksums', '--no-instructions'],
		['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
	].flat();
	return new Promise((resolve, reject) => {
		const child = spawn(programPath(binaries, 'initdb'), options, {
			...identity,
			cwd: folder,
			stdio: ['ignore', 'ignore', 'pipe'],
			env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C' }
		});
		let said = '';
		child.stderr.on('data', (data: Buffer) => (said += data.toString()));
		child.once('error', reject);
		child.once('close', (code) => (code === 0 ? resolve() : reject(postgresFailure('initdb', folder, said, code))));
	});
}

function syncFolder(folder: string): void {
	if (process.platform === 'win32') return;
	const handle = openSync(folder, 'r');
	fsyncSync(handle);
	closeSync(handle);
}

/** Removes what a first start left that was killed half-way. */
function clearHalfMade(home: string): void {
	for (const name of readdirSync(home)) {
		if (!name.startsWith('postgres.new-')) continue;
		// An initdb that outlived its parent may still be writing; it fails as its files go.
		rmSync(join(home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
	}
}

/**
 * Makes the database cluster of a place, unless it is there. It grows in a folder of another name and is renamed when
 * whole, so that a cluster is either complete or absent whenever the process or the power dies. Call it with the lock
 * of the place held.
 */
export async function initialiseCluster(place: DatabasePlace, binaries: Binaries): Promise<void> {
	const { home, cluster, identity } = place;
	clearHalfMade(home);
	if (existsSync(cluster)) return;
	const { bavail, bsize } = statfsSync(home);
	if (bavail * bsize < leastFree) throw diskFull(home);

	const building = mkdtempSync(join(home, 'postgres.new-'));
	give(building, identity);
	const folder = join(building, 'postgres');
	mkdirSync(folder, { mode: 0o700 });
	give(folder, identity);
	const password = randomBytes(24).toString('base64url');
	const passwordFile = join(building, passwordName);
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	give(passwordFile, identity);

	await runInitdb(binaries, folder, passwordFile, identity);
	appendFileSync(join(folder, 'postgresql.conf'), includeLines, { flush: true });
	renameSync(passwordFile, join(folder, passwordName));
	syncFolder(folder);
	renameSync(folder, cluster);
	syncFolder(home);
	rmSync(building, { recursive: true, force: true });
}
