import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Who the PostgreSQL programs run as; empty when that is simply whoever started us. */
export type Identity = { uid?: number; gid?: number };

/** System accounts taken in this order; a machine that wants PostgreSQL under an account of its own adds `anlan`. */
const accounts = ['anlan', 'nobody'];

function findAccount(): Identity {
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const account of accounts) {
		const fields = lines.find((line) => line.startsWith(`${account}:`))?.split(':');
		if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
	}
	return { uid: 65_534, gid: 65_534 };
}

/**
 * The identity for PostgreSQL, which refuses to run as root: as root an unprivileged account, else none. An existing
 * database keeps the account that owns it.
 */
export function chooseIdentity(cluster: string): Identity {
	if (process.getuid?.() !== 0) return {};
	const owner = statSync(cluster, { throwIfNoEntry: false });
	if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
	return findAccount();
}

/** Whether this identity can enter a folder, asked of the system itself rather than worked out from mode bits. */
export function canEnter(folder: string, identity: Identity): boolean {
	if (identity.uid === undefined) return true;
	return (
		spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
	);
}
