import { dayOf } from '#domain/audit/audit-entry.ts';
import type { ArchiveRun } from '#domain/archive/archive.ts';

interface ArchiveJobOptions {
	/** Anonymises who is due; see `anonymiseDue`. */
	run(now: Date): Promise<ArchiveRun | null>;
	/** Called after a run that anonymised somebody. */
	onRun(run: ArchiveRun): void;
	onError(error: unknown): void;
}

const EVERY_MS = 30 * 60_000;
/** A server that just started has better things to do. */
const FIRST_MS = 2 * 60_000;

/** Anonymises who is due once a day (Asia/Shanghai), and again after half an hour where that failed. */
export class ArchiveJob {
	#doneOn = '';
	#timers: NodeJS.Timeout[] = [];
	#working: Promise<void> = Promise.resolve();
	readonly #options: ArchiveJobOptions;

	constructor(options: ArchiveJobOptions) {
		this.#options = options;
	}

	start(): void {
		const look = () => void this.check(new Date());
		this.#timers = [setTimeout(look, FIRST_MS), setInterval(look, EVERY_MS)];
		for (const timer of this.#timers) timer.unref();
	}

	/** Ends once the run under way has. */
	async stop(): Promise<void> {
		for (const timer of this.#timers) clearTimeout(timer);
		await this.#working;
	}

	/** Runs, if there was no run today. */
	check(now: Date): Promise<void> {
		this.#working = this.#working.then(() => this.#run(now));
		return this.#working;
	}

	async #run(now: Date): Promise<void> {
		const today = dayOf(now);
		if (this.#doneOn === today) return;
		try {
			const run = await this.#options.run(now);
			this.#doneOn = today;
			if (run) this.#options.onRun(run);
		} catch (error) {
			this.#options.onError(error);
		}
	}
}
