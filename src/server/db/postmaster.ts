import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { programPath, type Binaries } from './binaries.ts';

/** What a running PostgreSQL says of itself in its `postmaster.pid`. */
export type Postmaster = { pid: number; port: number; isReady: boolean };

/** Reads `postmaster.pid`: line 1 process id, line 4 port, line 8 state. Null when there is none, or half of one. */
export function readPostmaster(cluster: string): Postmaster | null {
	let lines: string[];
	try {
		lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
	const pid = Number(lines[0]);
	if (!Number.isInteger(pid) || pid <= 0) return null;
	return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/**
 * Whether a process is the PostgreSQL of this cluster, and not some other one that was given the number of a dead one:
 * PostgreSQL always works inside its own folder.
 */
function isPostmasterOf(pid: number, cluster: string): boolean {
	if (!isAlive(pid)) return false;
	try {
		if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
		if (process.platform === 'win32') {
			return execFileSync('tasklist', ['/fi', `PID eq ${pid}`, '/nh'], { encoding: 'utf8' }).includes('postgres');
		}
		return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
	} catch {
		// It ended while we looked, or belongs to somebody else; neither is ours.
		return false;
	}
}

/** The PostgreSQL that runs on this cluster now, whoever started it; null when none does. */
export function findPostmaster(cluster: string): Postmaster | null {
	const found = readPostmaster(cluster);
	return found && isPostmasterOf(found.pid, cluster) ? found : null;
}

async function isGone(hasEnded: () => boolean, withinMs: number): Promise<boolean> {
	for (const end = performance.now() + withinMs; performance.now() < end; await delay(15)) {
		if (hasEnded()) return true;
	}
	return hasEnded();
}

function signal(pid: number, mode: 'fast' | 'immediate', cluster: string, binaries: Binaries): void {
	if (process.platform === 'win32') {
		spawn(programPath(binaries, 'pg_ctl'), ['stop', '-W', '-m', mode, '-D', cluster], { stdio: 'ignore' });
		return;
	}
	try {
		process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/**
 * Stops a PostgreSQL: a fast shutdown (sessions end, a checkpoint is written), after `fastMs` an immediate one (the
 * next start recovers from the log), and at last the kill. Nothing that was committed is lost by any of them.
 */
export async function stopPostmaster(
	pid: number,
	cluster: string,
	binaries: Binaries,
	fastMs: number,
	hasEnded: () => boolean = () => !isPostmasterOf(pid, cluster)
): Promise<void> {
	signal(pid, 'fast', cluster, binaries);
	if (await isGone(hasEnded, fastMs)) return;
	signal(pid, 'immediate', cluster, binaries);
	if (await isGone(hasEnded, 500)) return;
	process.kill(pid, 'SIGKILL');
	await isGone(hasEnded, 1000);
}

/**
 * Makes way for a start: stops a PostgreSQL that outlived its server, and removes the `postmaster.pid` of one that did
 * not, because its number may belong to another process by now. Call it with the lock held. Returns whether there was
 * one to stop.
 */
export async function clearLeftovers(cluster: string, binaries: Binaries): Promise<boolean> {
	const orphan = findPostmaster(cluster);
	if (orphan) await stopPostmaster(orphan.pid, cluster, binaries, 15_000);
	rmSync(join(cluster, 'postmaster.pid'), { force: true });
	return orphan !== null;
}
