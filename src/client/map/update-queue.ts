/** Where an update queue gets its time from: the browser, or a test. */
export interface FrameClock {
	now(): number;
	nextFrame(run: () => void): void;
	after(ms: number, run: () => void): void;
}

/** The browser's frames. A hidden page has none, so its queue waits and is drawn at once when it shows again. */
export const browserFrames: FrameClock = {
	now: () => performance.now(),
	nextFrame: (run) => void requestAnimationFrame(run),
	after: (ms, run) => void setTimeout(run, ms)
};

/**
 * Gathers changes by id and hands them on together: at most once a frame, not before the last batch is drawn, and
 * with a pause between batches so that a storm of changes leaves the screen free. The newest change of an id wins.
 */
export class UpdateQueue<T> {
	readonly #write: (batch: Map<string, T>) => Promise<unknown>;
	readonly #pauseMs: number;
	readonly #clock: FrameClock;
	#waiting = new Map<string, T>();
	#isScheduled = false;
	#lastBatch = -Infinity;
	#isStopped = false;

	constructor(write: (batch: Map<string, T>) => Promise<unknown>, pauseMs: number, clock: FrameClock = browserFrames) {
		this.#write = write;
		this.#pauseMs = pauseMs;
		this.#clock = clock;
	}

	/** Adds changes; those of the same id that still wait are replaced. */
	add(changes: Iterable<readonly [id: string, change: T]>): void {
		for (const [id, change] of changes) this.#waiting.set(id, change);
		this.#schedule();
	}

	/** Forgets what waits, as when everything is drawn anew. */
	clear(): void {
		this.#waiting = new Map();
	}

	/** Hands nothing on any more. */
	stop(): void {
		this.#isStopped = true;
		this.clear();
	}

	#schedule(): void {
		if (this.#isScheduled || this.#isStopped || this.#waiting.size === 0) return;
		this.#isScheduled = true;
		const pause = this.#lastBatch + this.#pauseMs - this.#clock.now();
		const frame = () => this.#clock.nextFrame(() => void this.#flush());
		if (pause > 0) this.#clock.after(pause, frame);
		else frame();
	}

	async #flush(): Promise<void> {
		const batch = this.#waiting;
		this.#waiting = new Map();
		this.#lastBatch = this.#clock.now();
		try {
			if (batch.size > 0 && !this.#isStopped) await this.#write(batch);
		} finally {
			this.#isScheduled = false;
			this.#schedule();
		}
	}
}
