import type { Problem } from '#domain/shared/problems.ts';
import { findOnDevice, keepOnDevice } from './device-cache.ts';
import { problemOf } from './request-problem.ts';

/** Something that the county tells and this device keeps, so that it can be seen without a network. */
export class KeptReading<T> {
	readonly #name: string;
	readonly #read: () => Promise<T>;
	readonly #raise: (kept: unknown) => T;
	#data = $state.raw<T | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#keptAt = $state<string | null>(null);
	#asked = 0;

	/**
	 * @param name what it is kept under
	 * @param read asks the county
	 * @param raise brings what was kept, perhaps by an older program, into today's form
	 */
	constructor(name: string, read: () => Promise<T>, raise: (kept: unknown) => T = (kept) => kept as T) {
		this.#name = name;
		this.#read = read;
		this.#raise = raise;
	}

	/** What is known last; null until the device has something. */
	get data(): T | null {
		return this.#data;
	}

	/** Why it could not be read anew, while that is so. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** When what is shown was read, where the device kept it; null when the county gave it since. */
	get keptAt(): string | null {
		return this.#keptAt;
	}

	/** Shows what the device kept, then asks the county. */
	async open(): Promise<void> {
		const kept = await findOnDevice<unknown>(this.#name);
		if (kept && this.#data === null) {
			this.#data = this.#raise(kept.value);
			this.#keptAt = kept.at;
		}
		await this.load();
	}

	/** Asks the county; of several askings under way only the one begun last counts. */
	async load(): Promise<void> {
		const mine = ++this.#asked;
		try {
			const data = await this.#read();
			if (mine !== this.#asked) return;
			this.#data = data;
			this.#problem = null;
			this.#keptAt = null;
			await keepOnDevice(this.#name, data);
		} catch (error) {
			const problem = problemOf(error);
			if (mine === this.#asked) this.#problem = problem;
		}
	}
}
