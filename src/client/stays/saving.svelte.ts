import type { PayloadOf, SendableKind } from '#domain/sync/operation.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { outbox } from '../live/outbox/outbox.svelte.ts';
import type { QueuedOperation } from '../live/outbox/storage.ts';
import { problemOf } from '../live/request-problem.ts';

/** Work that ends sooner is not called work: a button that changes and changes back costs more than it says. */
const BUSY_AFTER_MS = 400;

/** Keeping something that was done on this device: under way, kept, or why it could not be. */
export class Saving {
	#isUnderWay = false;
	#isBusy = $state(false);
	#problem = $state.raw<Problem | null>(null);

	/** Keeping takes so long that it is to be said; a second press does nothing from the first on. */
	get isBusy(): boolean {
		return this.#isBusy;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Forgets the last trouble, as when something is entered anew. */
	clear(): void {
		this.#problem = null;
	}

	/**
	 * Keeps what was done at a place; it is sent by itself.
	 *
	 * @param replaces the refused operation that this one mends
	 * @returns the operation once it is durable here; null, with `problem`, when it could not be kept
	 */
	async save<K extends SendableKind>(
		kind: K,
		payload: PayloadOf<K>,
		pointId: string,
		label: string,
		replaces?: string
	): Promise<QueuedOperation | null> {
		if (this.#isUnderWay) return null;
		this.#isUnderWay = true;
		this.#problem = null;
		const timer = setTimeout(() => (this.#isBusy = true), BUSY_AFTER_MS);
		try {
			return await outbox.enqueue(kind, payload, { subject: pointId, label, ...(replaces ? { replaces } : {}) });
		} catch (error) {
			this.#problem = problemOf(error);
			return null;
		} finally {
			clearTimeout(timer);
			this.#isUnderWay = false;
			this.#isBusy = false;
		}
	}
}
