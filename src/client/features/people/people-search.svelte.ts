import type { MaskedPerson } from '#domain/people/mask-person.ts';
import type { PlaceOfPerson } from '#domain/people/places.ts';
import type { Group } from '#domain/rosters/groups.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { Loader } from '#client/live/loader.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { session } from '#client/live/session.svelte.ts';
import { groupsOf } from '#client/marks/groups-of.ts';

const WAIT_MS = 250;

/** People found, masked, with what lists show beside them. */
interface Found {
	people: MaskedPerson[];
	hasMore: boolean;
	places: Readonly<Record<string, PlaceOfPerson>>;
	groups: ReadonlyMap<string, Group[]>;
}

/**
 * A search of people as it is typed. What is looked for stays in memory: never in an address, never in storage. One for
 * the page of people outlives the visit of a person's page, so that going back finds the list again.
 */
export class PeopleSearch {
	text = $state('');
	areaCode = $state('');
	readonly #found = new Loader<Found>();
	#marksProblem = $state.raw<Problem | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** What was found; null while nothing is looked for. */
	get found(): Found | null {
		return this.isEmpty ? null : this.#found.data;
	}

	get isEmpty(): boolean {
		return this.text.trim() === '' && this.areaCode === '';
	}

	get isLoading(): boolean {
		return this.#found.isLoading;
	}

	/** Why the search failed; a word that is still too short is said as a hint, not as a problem. */
	get problem(): Problem | null {
		return this.isTooShort ? null : (this.#found.problem ?? this.#marksProblem);
	}

	get isTooShort(): boolean {
		return !this.isEmpty && this.#found.problem?.code === 'searchTooShort';
	}

	/** Searches once typing rests. */
	searchSoon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.search(), WAIT_MS);
	}

	async search(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.isEmpty) return;
		const { text, areaCode } = this;
		const found = await this.#found.load(async () => {
			const answer = await api.people.search.mutate({
				text,
				areaCode: areaCode === '' ? undefined : areaCode,
				limit: 50
			});
			return { ...answer, places: {}, groups: new Map() };
		});
		if (found && found.people.length > 0) await this.#addMarks(found);
	}

	/** Places and groups follow: the people are in sight before. */
	async #addMarks(found: Found): Promise<void> {
		const personIds = found.people.map(({ id }) => id);
		try {
			const [{ places }, groups] = await Promise.all([
				api.people.places.query({ personIds }),
				session.may('roster.read') ? groupsOf(personIds) : new Map<string, Group[]>()
			]);
			if (this.#found.data === found) this.#found.put({ ...found, places, groups });
			this.#marksProblem = null;
		} catch (error) {
			this.#marksProblem = problemOf(error);
		}
	}
}

/** The search of the page of people. */
export const pageSearch = new PeopleSearch();
