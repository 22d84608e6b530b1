import type { Group } from '#domain/rosters/groups.ts';
import { problemOf } from '../live/request-problem.ts';
import { groupsOf } from './groups-of.ts';

const GATHER_MS = 60;
const NONE: readonly Group[] = [];

/**
 * The vulnerable groups of the people on screen, asked for together and once. Marks are an addition: without a network
 * people are shown without those that were not read before.
 */
class SeenGroups {
	#known = $state.raw<ReadonlyMap<string, readonly Group[]>>(new Map());
	readonly #asked = new Set<string>();
	readonly #wanted = new Set<string>();
	#isGathering = false;

	/** What is known of a person. Reactive. */
	of(personId: string): readonly Group[] {
		return this.#known.get(personId) ?? NONE;
	}

	/** Has a person's groups read, if they were not. */
	want(personId: string): void {
		if (this.#asked.has(personId)) return;
		this.#asked.add(personId);
		this.#wanted.add(personId);
		if (this.#isGathering) return;
		this.#isGathering = true;
		setTimeout(() => {
			this.#isGathering = false;
			void this.#read();
		}, GATHER_MS);
	}

	async #read(): Promise<void> {
		const ids = [...this.#wanted];
		this.#wanted.clear();
		try {
			const found = await groupsOf(ids);
			this.#known = new Map([...this.#known, ...found]);
		} catch (error) {
			// The connection state tells that the server is away; whoever shows these people next asks again.
			problemOf(error);
			for (const id of ids) this.#asked.delete(id);
		}
	}
}

export const seenGroups = new SeenGroups();
