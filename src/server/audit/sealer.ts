import type { Database } from '../db/database.ts';
import { sealAuditEntries } from '../repositories/audit.ts';

/** After a commit: long enough to gather a batch, short enough to be sealed well within a second. */
const GATHER_MS = 250;
/** Without a word: what other processes and the command line wrote is sealed within a second too. */
const IDLE_MS = 800;
/** While the database is away. */
const RETRY_MS = 2_000;

/** Seals audit entries into the chain, in batches and off the way of every write. */
export class AuditSealer {
	readonly #db: Database;
	readonly #onError: (error: unknown) => void;
	#timer: NodeJS.Timeout | undefined;
	#due = Infinity;
	#running: Promise<void> = Promise.resolve();
	#isFailing = false;
	#isStopped = false;

	constructor(db: Database, onError: (error: unknown) => void) {
		this.#db = db;
		this.#onError = onError;
		this.#schedule(IDLE_MS);
	}

	/** There is something new to seal. */
	wake(): void {
		if (!this.#isFailing) this.#schedule(GATHER_MS);
	}

	/** Seals the rest and ends. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		clearTimeout(this.#timer);
		await this.#running;
		await this.#seal();
	}

	/** Brings the next sealing forward to `wait` from now; never puts it off. */
	#schedule(wait: number): void {
		const due = Date.now() + wait;
		if (this.#isStopped || due >= this.#due) return;
		this.#due = due;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#run(), wait);
		this.#timer.unref();
	}

	async #run(): Promise<void> {
		this.#due = Infinity;
		this.#running = this.#running.then(() => this.#seal());
		await this.#running;
		this.#schedule(this.#isFailing ? RETRY_MS : IDLE_MS);
	}

	/** One report for each time the database goes away, not one for each attempt. */
	async #seal(): Promise<void> {
		try {
			await sealAuditEntries(this.#db.pool);
			this.#isFailing = false;
		} catch (error) {
			if (!this.#isFailing) this.#onError(error);
			this.#isFailing = true;
		}
	}
}
