import { setTimeout as delay } from 'node:timers/promises';

/** Two signals within this time are one: a terminal and npm both pass on the same Ctrl-C. Milliseconds. */
const sameSignalMs = 700;

/**
 * What has to be closed, in the reverse order of how it was opened. Each step has its own patience, so that one that
 * hangs does not keep the next from closing.
 */
export class Shutdown {
	readonly #steps: { close: () => Promise<void>; withinMs: number }[] = [];
	#running: Promise<void> | null = null;

	/** Adds something just opened. `withinMs` is how long its closing is waited for. */
	add(close: () => Promise<void>, withinMs: number): void {
		this.#steps.push({ close, withinMs });
	}

	get hasBegun(): boolean {
		return this.#running !== null;
	}

	/** Closes everything; a second call waits for the first. Failures go to `onError` and do not stop the rest. */
	run(onError: (error: unknown) => void): Promise<void> {
		this.#running ??= (async () => {
			for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
				await Promise.race([step.close().catch(onError), delay(step.withinMs, undefined, { ref: false })]);
			}
		})();
		return this.#running;
	}
}

/**
 * Calls `first` at the first SIGINT, SIGTERM or SIGHUP, and `again` at a later one, when somebody has lost patience.
 */
export function onStopSignal(first: () => void, again: () => void): void {
	let firstAt: number | null = null;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			const now = performance.now();
			if (firstAt === null) {
				firstAt = now;
				first();
			} else if (now - firstAt > sameSignalMs) again();
		});
	}
}
