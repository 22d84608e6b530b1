import type pg from 'pg';
import { advanceFeed, changesAfter, lastSeq, type FeedEntry } from '../repositories/changes.ts';

interface ChangeFeedOptions {
	pool: pg.Pool;
	onError(error: unknown): void;
	/** Entries kept in memory for those who come back after a short absence. */
	ringSize?: number;
	/** How often to look for changes whose writer died between its commit and telling the feed. */
	pollMs?: number;
}

const READ_PAGE = 2_000;

/**
 * All changes in the one order of their numbers. Woken after a commit of this process (`wake`) or by another
 * process's notification (`heard`), it has the database number what is new, and gives it to its listeners. The log is
 * the truth: nothing is given out that is not numbered there, and no number is left out.
 */
export class ChangeFeed {
	readonly #options: Required<ChangeFeedOptions>;
	readonly #listeners = new Set<(entries: readonly FeedEntry[]) => void>();
	#ring: FeedEntry[] = [];
	#seq = 0;
	#running: Promise<void> | null = null;
	#isStale = false;
	#stopped = false;
	#poll: NodeJS.Timeout | undefined;

	constructor(options: ChangeFeedOptions) {
		this.#options = { ringSize: 20_000, pollMs: 1_000, ...options };
	}

	/** The number of the last change given out. */
	get seq(): number {
		return this.#seq;
	}

	/** Takes up the log where it stands. */
	async start(): Promise<void> {
		await advanceFeed(this.#options.pool);
		this.#seq = await lastSeq(this.#options.pool);
		this.#poll = setInterval(() => this.wake(), this.#options.pollMs);
		this.#poll.unref();
	}

	/** Stops after the work under way. */
	async stop(): Promise<void> {
		this.#stopped = true;
		clearInterval(this.#poll);
		await this.#running;
	}

	/** Calls `listener` with each run of new entries; returns how to leave. */
	subscribe(listener: (entries: readonly FeedEntry[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** There may be something new: look, once more if a look is under way. */
	wake(): void {
		if (this.#stopped) return;
		this.#isStale = true;
		this.#running ??= this.#run();
	}

	/** Another process numbered changes up to `seq`. */
	heard(seq: number): void {
		if (seq > this.#seq) this.wake();
	}

	/** Waits until the feed has given out everything committed before this call. */
	async settled(): Promise<void> {
		this.wake();
		while (this.#running) await this.#running;
	}

	/**
	 * Entries after `seq`, at most `limit`, oldest first: from memory where they still are, else from the log.
	 * Null when `seq` is not a number this log has given.
	 */
	async after(seq: number, limit: number): Promise<FeedEntry[] | null> {
		if (seq > this.#seq) return null;
		const first = this.#ring[0]?.seq ?? this.#seq + 1;
		if (seq + 1 >= first) return this.#ring.slice(seq + 1 - first, seq + 1 - first + limit);
		return changesAfter(this.#options.pool, seq, limit);
	}

	async #run(): Promise<void> {
		try {
			while (this.#isStale && !this.#stopped) {
				this.#isStale = false;
				const fresh = await advanceFeed(this.#options.pool);
				if (fresh.length > 0 && fresh[0]!.seq === this.#seq + 1) this.#give(fresh);
				else await this.#readMissing();
			}
		} catch (error) {
			if (!this.#stopped) this.#options.onError(error);
		} finally {
			// In the same step as the last look at `#isStale`, so that no waking falls between.
			this.#running = null;
		}
	}

	/** Reads what another process numbered. */
	async #readMissing(): Promise<void> {
		for (;;) {
			const entries = await changesAfter(this.#options.pool, this.#seq, READ_PAGE);
			if (entries.length > 0) this.#give(entries);
			if (entries.length < READ_PAGE) return;
		}
	}

	#give(entries: FeedEntry[]): void {
		this.#seq = entries.at(-1)!.seq;
		for (const entry of entries) this.#ring.push(entry);
		if (this.#ring.length > this.#options.ringSize * 1.25) this.#ring = this.#ring.slice(-this.#options.ringSize);
		for (const listener of this.#listeners) this.#tell(listener, entries);
	}

	/** What one listener makes of it is no reason for the others to miss it. */
	#tell(listener: (entries: readonly FeedEntry[]) => void, entries: readonly FeedEntry[]): void {
		try {
			listener(entries);
		} catch (error) {
			this.#options.onError(error);
		}
	}
}
