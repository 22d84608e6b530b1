import type { Problem } from '#domain/shared/problems.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';
import type { CountOperation } from './count-form.svelte.ts';

interface About {
	label: string;
	/** The version of the place that the counter had before her eyes. */
	baseVersion: number;
	/** The refused count that this one mends. */
	replaces?: string;
}

/** Takes counts of one place into the outbox, one press at a time. */
export class Sending {
	#isBusy = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#madeHere = $state<string | null>(null);

	get isBusy(): boolean {
		return this.#isBusy;
	}

	/** Why the last count could not be kept: it is nowhere but in the form. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** The count that was made last and since then nothing was entered; its operation id. */
	get madeHere(): string | null {
		return this.#madeHere;
	}

	/** Keeps a count on this device, from where it goes to the county by itself. True once it is kept. */
	async keep({ kind, payload }: CountOperation, about: About): Promise<boolean> {
		if (this.#isBusy) return false;
		this.#isBusy = true;
		this.#problem = null;
		try {
			const options = { subject: payload.pointId, ...about };
			const kept =
				kind === 'count.submit'
					? await outbox.enqueue(kind, payload, options)
					: await outbox.enqueue(kind, payload, options);
			this.#madeHere = kept.operationId;
			return true;
		} catch (error) {
			this.#problem = problemOf(error);
			return false;
		} finally {
			this.#isBusy = false;
		}
	}

	/** The next count is being made: words about the last one are out of date. */
	startAnew(): void {
		this.#madeHere = null;
		this.#problem = null;
	}
}
