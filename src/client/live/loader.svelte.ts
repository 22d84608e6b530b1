import type { Problem } from '#domain/shared/problems.ts';
import { problemOf } from './request-problem.ts';

/** Something read from the server: what came last stays in sight while it is read again. */
export class Loader<T> {
	#data = $state.raw<T | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#isLoading = $state(false);
	#asked = 0;

	get data(): T | null {
		return this.#data;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	get isLoading(): boolean {
		return this.#isLoading;
	}

	/** Reads; of several readings under way only the one begun last counts. */
	async load(read: () => Promise<T>): Promise<T | undefined> {
		const mine = ++this.#asked;
		this.#isLoading = true;
		try {
			const data = await read();
			if (mine !== this.#asked) return undefined;
			this.#data = data;
			this.#problem = null;
			return data;
		} catch (error) {
			const problem = problemOf(error);
			if (mine === this.#asked) this.#problem = problem;
			return undefined;
		} finally {
			if (mine === this.#asked) this.#isLoading = false;
		}
	}

	/** Puts data in place without reading, as when the next page is added. */
	put(data: T): void {
		this.#data = data;
	}
}
