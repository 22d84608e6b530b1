import { Turns } from '../auth/turns.ts';

/** How often a fault of the program may stop a queue at the same operation. */
const MOST_FAILURES = 5;
/** Operations whose failures are remembered; the oldest are forgotten, and begin anew. */
const MOST_REMEMBERED = 10_000;

/** What this process remembers of the queues that are sent to it. */
export class DeviceQueues {
	readonly #turns = new Turns();
	readonly #failures = new Map<string, number>();

	/** Sendings of one queue take turns: two tabs, or a resend that overtakes its first sending. */
	take<T>(queueId: string, work: () => Promise<T>): Promise<T> {
		return this.#turns.take(queueId, work);
	}

	/**
	 * Counts an unforeseen failure of an operation. A fault that comes and goes is worth another try; one that comes each
	 * time must not hold up everything behind it.
	 *
	 * @returns whether it has failed often enough to be refused
	 */
	failed(operationId: string): boolean {
		const times = (this.#failures.get(operationId) ?? 0) + 1;
		this.#failures.delete(operationId);
		if (times >= MOST_FAILURES) return true;
		this.#failures.set(operationId, times);
		const [oldest] = this.#failures.keys();
		if (this.#failures.size > MOST_REMEMBERED && oldest !== undefined) this.#failures.delete(oldest);
		return false;
	}
}
