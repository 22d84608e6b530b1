import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inRoot } from './stamp.mjs';

/** Whether a process runs; one that belongs to somebody else does too. */
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Takes the lock file; false when a process that runs has it. One left behind by a kill is taken over. */
function takeLock(path) {
	mkdirSync(dirname(path), { recursive: true });
	try {
		writeFileSync(path, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
	}
	try {
		if (isRunning(Number(readFileSync(path, 'utf8')))) return false;
		rmSync(path);
	} catch (error) {
		// Whoever had it has just let it go.
		if (error.code !== 'ENOENT') throw error;
	}
	return takeLock(path);
}

/** Does a step while no other process of this clone does it: two builds into one folder would spoil each other. */
export async function alone(lock, work) {
	const path = inRoot(lock);
	while (!takeLock(path)) await wait(500);
	try {
		return await work();
	} finally {
		rmSync(path, { force: true });
	}
}
