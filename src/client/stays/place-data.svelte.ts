import type { DirectoryHousehold, FoundFamily, StayDirectory } from '#domain/stays/directory.ts';
import { rosterOf, type DoneHere, type FullDirectory, type RosterFamily } from '#domain/stays/roster.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '../live/api.ts';
import { findOnDevice, keepOnDevice } from '../live/device-cache.ts';
import { followChanges } from '../live/follow-changes.ts';
import { outbox } from '../live/outbox/outbox.svelte.ts';
import { problemOf } from '../live/request-problem.ts';
import { session } from '../live/session.svelte.ts';

/** Changes that come close together are asked for once. */
const GATHER_MS = 400;

type Kept = Omit<StayDirectory, 'households'>;

/**
 * A place with its people, for all pages of it: the county's list, as the device has it, with what was done on the
 * device and is not in it yet. Reads by itself when something changed; without a network it shows what is kept.
 */
export class PlaceData {
	readonly pointId: string;
	readonly accountId: string;
	#directory = $state.raw<FullDirectory | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#isFresh = $state(false);
	/** What answered operations said, for as long as the list does not show it: the outbox forgets it with the answer. */
	readonly #said = new Map<string, Record<string, unknown>>();
	#isLoading = false;
	#isStale = false;

	/** Every family the device knows of, with where its members are. */
	readonly families: readonly RosterFamily[] = $derived.by(() =>
		this.#directory ? rosterOf(this.#directory, this.done, new Date()) : []
	);

	/** What was done here and may not be in the county's list. */
	readonly done: readonly DoneHere[] = $derived.by(() => {
		const upto = this.#directory?.at ?? '';
		return outbox.operations.flatMap(
			({ operationId, kind, state, deviceTime, payload, answer, answeredAt, subject }) => {
				if (subject !== this.pointId || state === 'replaced' || state === 'givenUp') return [];
				if (state === 'queued' || state === 'sending') this.#said.set(operationId, payload);
				else if (answeredAt !== null && answeredAt <= upto) return [];
				return [{ operationId, kind, state, deviceTime, payload: this.#said.get(operationId) ?? payload, answer }];
			}
		);
	});

	constructor(pointId: string, accountId: string) {
		this.pointId = pointId;
		this.accountId = accountId;
	}

	/** The county's list; null until the device has one. */
	get directory(): FullDirectory | null {
		return this.#directory;
	}

	/** Why the list could not be read anew, while that is so. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** Whether the county gave the list since the page was opened; else it is what the device kept. */
	get isFresh(): boolean {
		return this.#isFresh;
	}

	/** Follows the place until the returned function is called. */
	follow(): () => void {
		void this.#open();
		return followChanges(
			{
				touched: ({ rosters, points }) => rosters.has(this.pointId) || points.has(this.pointId),
				answered: ({ subject }) => subject === this.pointId
			},
			GATHER_MS,
			() => void this.load()
		);
	}

	/** Takes a family that the county found elsewhere into the list, so that it can be worked with. */
	addFamily({ household, elsewhere }: FoundFamily): void {
		const known = this.#directory;
		if (!known) return;
		const others = known.households.filter(({ id }) => id !== household.id);
		const all = [...new Set([...known.elsewhere, ...elsewhere])];
		this.#directory = { ...known, households: [...others, household], elsewhere: all };
		void this.#keepHouseholds();
	}

	/** Reads the list from the county; what is shown stays while it is read and when it cannot be. */
	async load(): Promise<void> {
		if (this.#isLoading) {
			this.#isStale = true;
			return;
		}
		this.#isLoading = true;
		try {
			do {
				this.#isStale = false;
				await this.#read();
			} while (this.#isStale);
		} catch (error) {
			this.#problem = problemOf(error);
		} finally {
			this.#isLoading = false;
		}
	}

	async #read(): Promise<void> {
		const known = this.#directory;
		const { pointId } = this;
		const answer = await api.stays.directory.query({ pointId, ...(known ? { knownVersion: known.version } : {}) });
		const { households, ...rest } = answer;
		this.#directory = { ...rest, households: households ?? known?.households ?? [] };
		this.#problem = null;
		this.#isFresh = true;
		if (!this.#isKept) return;
		await keepOnDevice(this.#name('directory'), rest);
		if (households) await this.#keepHouseholds();
	}

	async #open(): Promise<void> {
		if (!this.#directory && this.#isKept) {
			const [kept, households] = await Promise.all([
				findOnDevice<Kept>(this.#name('directory')),
				findOnDevice<DirectoryHousehold[]>(this.#name('households'))
			]);
			if (kept && households && !this.#directory) this.#directory = { ...kept.value, households: households.value };
		}
		await this.load();
	}

	/** Only who works at shelters keeps lists of people on the device. */
	get #isKept(): boolean {
		return session.account?.role === 'COORDINATOR' || session.account?.role === 'TOWNSHIP';
	}

	#name(what: string): string {
		return `stays.${what}.${this.pointId}`;
	}

	async #keepHouseholds(): Promise<void> {
		if (this.#isKept && this.#directory) await keepOnDevice(this.#name('households'), this.#directory.households);
	}
}

let last: PlaceData | null = null;
let letGo: () => void = () => undefined;

/** The data of a place; one for all its pages, so that going from one to the next reads nothing twice. */
export function placeData(pointId: string, accountId: string): PlaceData {
	if (last?.pointId === pointId && last.accountId === accountId) return last;
	letGo();
	// It outlives the page that asks first, and what is derived in it with it.
	letGo = $effect.root(() => {
		last = new PlaceData(pointId, accountId);
	});
	return last!;
}
