import type { Group } from '#domain/rosters/groups.ts';
import type { EntryHeading } from '#domain/rosters/match-entry.ts';
import type { EntriesListed } from '#domain/rosters/roster.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { Loader } from '#client/live/loader.svelte.ts';

/** The entries of the standing rosters under a heading, a page after the other. */
export class EntryList {
	readonly #loader = new Loader<EntriesListed>();
	#heading = $state<EntryHeading>('toDecide');
	#kind = $state<Group | null>(null);

	get heading(): EntryHeading {
		return this.#heading;
	}

	get kind(): Group | null {
		return this.#kind;
	}

	/** What was read so far; null before anything was. */
	get listed(): EntriesListed | null {
		return this.#loader.data;
	}

	get problem(): Problem | null {
		return this.#loader.problem;
	}

	get isLoading(): boolean {
		return this.#loader.isLoading;
	}

	/** Shows another heading or kind, from the beginning. */
	async open(heading: EntryHeading, kind: Group | null): Promise<void> {
		this.#heading = heading;
		this.#kind = kind;
		await this.#loader.load(() => api.rosters.entries.query({ heading, kind }));
	}

	/** Reads what is shown anew, from the beginning. */
	async reload(): Promise<void> {
		await this.open(this.#heading, this.#kind);
	}

	/** Reads the next page and puts it below. */
	async more(): Promise<void> {
		const [before, heading, kind] = [this.#loader.data, this.#heading, this.#kind];
		const after = before?.next;
		if (!before || !after) return;
		await this.#loader.load(async () => {
			const { entries, next } = await api.rosters.entries.query({ heading, kind, after });
			return { ...before, entries: [...before.entries, ...entries], next };
		});
	}
}
