import { setTimeout as delay } from 'node:timers/promises';
import { StartFailure } from '../start-failure.ts';
import { prepareBinaries, type Binaries } from './binaries.ts';
import { writeSettings } from './cluster-settings.ts';
import { findPlace, makeDataFolder, sharedHome, type DatabasePlace } from './data-directory.ts';
import { embeddedUrl } from './database-url.ts';
import { lockFolder, type FolderLock } from './folder-lock.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { launchPatiently, type Running } from './launch-postgres.ts';
import { diskFull, folderInUse } from './postgres-failure.ts';
import { clearLeftovers, stopPostmaster } from './postmaster.ts';

/** Takes what happens to the database: `info` for steps, `warn` for what mended itself, `error` for what did not. */
export type DatabaseLog = {
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
};

export type EmbeddedPostgres = {
	/** The address of the database `anlan`, with its password. It stays the same over a crash and restart. */
	url: string;
	/** The process id of PostgreSQL now. */
	readonly pid: number;
	/** Ends PostgreSQL (fast, after 1.2 s immediate) and gives the data folder free. Harmless when repeated. */
	stop(): Promise<void>;
};

/** Milliseconds before each new try after a crash; the last one repeats. */
const restartDelays = [100, 500, 1000, 2000, 5000, 10_000];

/** How long PostgreSQL has to be up before a crash counts as the first again. */
const stableMs = 60_000;

async function takeLocks(dataDir: string): Promise<{ place: DatabasePlace; release: () => Promise<void> }> {
	const held: FolderLock[] = [];
	const release = async () => {
		for (const lock of held.splice(0).reverse()) await lock.release();
	};
	const take = async (folder: string) => {
		const lock = await lockFolder(folder);
		if (typeof lock === 'number') throw folderInUse(dataDir, lock);
		held.push(lock);
	};
	try {
		await take(dataDir);
		const place = findPlace(dataDir);
		if (place.home !== dataDir) await take(place.home);
		return { place, release };
	} catch (error) {
		await release();
		throw error;
	}
}

/** Keeps one PostgreSQL running until told to stop: after a crash it starts it again on the same port. */
class Supervisor implements EmbeddedPostgres {
	readonly url: string;
	readonly #place: DatabasePlace;
	readonly #binaries: Binaries;
	readonly #port: number;
	readonly #log: DatabaseLog;
	readonly #release: () => Promise<void>;
	#running: Running;
	readonly #watching: Promise<void>;
	readonly #stopping = new AbortController();
	#stopped: Promise<void> | null = null;

	constructor(parts: {
		place: DatabasePlace;
		binaries: Binaries;
		port: number;
		log: DatabaseLog;
		release: () => Promise<void>;
		running: Running;
	}) {
		this.#place = parts.place;
		this.#binaries = parts.binaries;
		this.#port = parts.port;
		this.#log = parts.log;
		this.#release = parts.release;
		this.#running = parts.running;
		this.url = embeddedUrl(parts.place.cluster, parts.port);
		this.#watching = this.#watch();
	}

	get pid(): number {
		return this.#running.child.pid ?? 0;
	}

	async #watch(): Promise<void> {
		for (let crashes = 0; ; crashes += 1) {
			const since = performance.now();
			await this.#running.exited;
			if (this.#stopped) return;
			if (performance.now() - since > stableMs) crashes = 0;
			this.#log.error('PostgreSQL ended unexpectedly; starting it again');
			const next = await this.#restart(crashes);
			if (!next) return;
			this.#running = next;
			if (this.#stopped) await this.#end();
			this.#log.warn('PostgreSQL runs again');
		}
	}

	async #restart(crashes: number): Promise<Running | null> {
		for (let attempt = crashes; ; attempt += 1) {
			const pause = restartDelays[Math.min(attempt, restartDelays.length - 1)];
			try {
				await delay(pause, undefined, { signal: this.#stopping.signal });
				await clearLeftovers(this.#place.cluster, this.#binaries);
				return (await launchPatiently(this.#place, this.#binaries, this.#stopping.signal, this.#port)).running;
			} catch (error) {
				if (this.#stopping.signal.aborted) return null;
				this.#log.error(error instanceof StartFailure ? error.message : String(error));
			}
		}
	}

	async #end(): Promise<void> {
		const { child } = this.#running;
		const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
		if (hasEnded() || child.pid === undefined) return;
		await stopPostmaster(child.pid, this.#place.cluster, this.#binaries, 1200, hasEnded);
	}

	stop(): Promise<void> {
		this.#stopped ??= (async () => {
			this.#stopping.abort();
			await this.#end();
			await this.#watching;
			await this.#release();
		})();
		return this.#stopped;
	}
}

/**
 * Starts the embedded PostgreSQL of a data folder: makes the folder and the database when they are missing, stops a
 * PostgreSQL that outlived an earlier server, and keeps it running until `stop`. As root it runs under an unprivileged
 * account, with binaries and data where that account can reach them. Throws a StartFailure when it cannot: exit code 3
 * when another process uses the data folder, 1 for anything else such as a full disk.
 */
export async function startEmbeddedPostgres(options: {
	dataDir: string;
	log: DatabaseLog;
	/** Gives up a start that is under way; what it began is ended and its reason is thrown. */
	signal?: AbortSignal;
}): Promise<EmbeddedPostgres> {
	const { log, signal = new AbortController().signal } = options;
	const dataDir = makeDataFolder(options.dataDir);
	const { place, release } = await takeLocks(dataDir);
	try {
		const { identity, cluster } = place;
		const binaries = prepareBinaries(identity, () => sharedHome(identity));
		await initialiseCluster(place, binaries);
		signal.throwIfAborted();
		if (await clearLeftovers(cluster, binaries)) log.warn('stopped a PostgreSQL that had outlived its server');
		writeSettings(cluster);
		const { running, port } = await launchPatiently(place, binaries, signal);
		return new Supervisor({ place, binaries, port, log, release, running });
	} catch (error) {
		await release();
		throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull(dataDir) : error;
	}
}
