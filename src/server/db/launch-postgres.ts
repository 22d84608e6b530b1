import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { programPath, type Binaries } from './binaries.ts';
import type { DatabasePlace } from './data-directory.ts';
import { postgresFailure } from './postgres-failure.ts';
import { readPostmaster, stopPostmaster } from './postmaster.ts';

function findFreePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

/** A PostgreSQL process of ours; `exited` resolves when it has ended, however. */
export type Running = { child: ChildProcess; exited: Promise<void> };
type Attempt = { running: Running } | { said: string; code: number | null };

/**
 * Starts the process and waits until it takes connections; recovery after a crash is waited for, however long. It runs
 * in a session of its own, so that Ctrl-C in a terminal reaches it only through `stop`.
 */
async function launch(place: DatabasePlace, binaries: Binaries, port: number, signal: AbortSignal): Promise<Attempt> {
	const child = spawn(programPath(binaries, 'postgres'), ['-D', place.cluster, '-p', String(port)], {
		...place.identity,
		cwd: place.cluster,
		detached: true,
		windowsHide: true,
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' }
	});
	let said = '';
	let ended: { code: number | null } | null = null;
	child.stderr.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-4000)));
	const exited = new Promise<void>((resolve) => {
		child.once('error', (error) => (said += error.message));
		child.once('close', (code) => {
			ended = { code };
			resolve();
		});
	});
	for (;;) {
		await Promise.race([exited, delay(15)]);
		if (ended) return { said, code: (ended as { code: number | null }).code };
		const postmaster = readPostmaster(place.cluster);
		if (signal.aborted && child.pid !== undefined) {
			await stopPostmaster(child.pid, place.cluster, binaries, 1000, () => ended !== null);
			throw signal.reason;
		}
		if (postmaster?.pid === child.pid && postmaster?.isReady) return { running: { child, exited } };
	}
}

const isPortTaken = (said: string) => /could not bind|could not create any TCP\/IP sockets/i.test(said);
const isStillEnding = (said: string) =>
	/shared memory block .* is still in use|lock file .* already exists/i.test(said);

/**
 * Launches PostgreSQL on `fixedPort` or any free port (another one when that is snatched away), and tries again while
 * the last processes of a killed one still end. Once `signal` is aborted it ends what it began and throws its reason.
 */
export async function launchPatiently(
	place: DatabasePlace,
	binaries: Binaries,
	signal: AbortSignal,
	fixedPort?: number
): Promise<{ running: Running; port: number }> {
	for (let attempt = 1; ; attempt += 1) {
		const port = fixedPort ?? (await findFreePort());
		const result = await launch(place, binaries, port, signal);
		if ('running' in result) return { running: result.running, port };
		if (attempt >= 40 || !(isPortTaken(result.said) || isStillEnding(result.said))) {
			throw postgresFailure('postgres', place.cluster, result.said, result.code);
		}
		await delay(250, undefined, { signal });
	}
}
