import type { ProgressKind } from '#domain/relocation/progress.ts';
import { progressKind } from '#domain/relocation/progress.ts';
import type { FullName, ListHousehold, RelocationListView } from '#domain/relocation/relocation.ts';
import type { RelocationState } from '#domain/relocation/relocation-state.ts';
import { progressOfList, standingOf, withDoneHere, type ShownHousehold } from '#domain/relocation/with-done-here.ts';
import type { Problem } from '#domain/shared/problems.ts';
import type { PayloadOf } from '#domain/sync/operation.ts';
import { api } from '#client/live/api.ts';
import { followChanges } from '#client/live/follow-changes.ts';
import { KeptReading } from '#client/live/kept-reading.svelte.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import { session } from '#client/live/session.svelte.ts';
import { Saving } from '#client/stays/saving.svelte.ts';

const GATHER_MS = 500;

/** A household of the list with where it counts. */
export interface CountedHousehold extends ShownHousehold {
	/** Place in the list, from 1: the same on paper. */
	order: number;
	kind: ProgressKind;
}

type KeptHousehold = Omit<ListHousehold, 'strikes'> & Partial<Pick<ListHousehold, 'strikes'>>;

/** A list as a device may have kept it, from before households could be struck off. */
interface KeptList extends Omit<RelocationListView, 'households' | 'struck'> {
	households: KeptHousehold[];
	struck?: KeptHousehold[];
}

function raised(kept: unknown): RelocationListView {
	const { households, struck = [], ...list } = kept as KeptList;
	const raise = (household: KeptHousehold): ListHousehold => ({ strikes: [], ...household });
	return { ...list, households: households.map(raise), struck: struck.map(raise) };
}

/** The relocation list of a village: the county's, with what was ticked here, and kept for work without a network. */
export class VillageList {
	readonly eventId: string;
	readonly areaCode: string;
	readonly saving = new Saving();
	readonly #reading: KeptReading<RelocationListView>;
	#names = $state.raw<ReadonlyMap<string, FullName>>(new Map());
	/** What answered operations said, for as long as the list does not show it: the outbox forgets it with the answer. */
	readonly #said = new Map<string, Record<string, unknown>>();

	readonly households: readonly CountedHousehold[] = $derived.by(() => {
		const { list } = this;
		return list ? this.#count(list.households, list.at) : [];
	});
	/** Households struck off the list: they count nowhere, and can be put back. */
	readonly struck: readonly CountedHousehold[] = $derived.by(() => {
		const { list } = this;
		return list ? this.#count(list.struck, list.at) : [];
	});
	readonly progress = $derived(progressOfList(this.households));

	constructor(eventId: string, areaCode: string) {
		this.eventId = eventId;
		this.areaCode = areaCode;
		this.#reading = new KeptReading(
			`relocation.${eventId}.${areaCode}`,
			() => api.relocation.list.query({ eventId, areaCode }),
			raised
		);
	}

	/** The county's list; null until the device has one. */
	get list(): RelocationListView | null {
		return this.#reading.data;
	}

	get problem(): Problem | null {
		return this.#reading.problem;
	}

	/** Whether the county gave the list since the page was opened; else it is what the device kept. */
	get isFresh(): boolean {
		return this.list !== null && this.#reading.keptAt === null;
	}

	/** People in full by id, where they were asked for; in the memory of this page only. */
	get names(): ReadonlyMap<string, FullName> {
		return this.#names;
	}

	/** Follows the list until the returned function is called. */
	follow(): () => void {
		void this.#reading.open();
		return followChanges(
			{
				touched: ({ villages, rosters }) => villages.has(this.areaCode) || rosters.size > 0,
				answered: ({ subject }) => subject === this.areaCode
			},
			GATHER_MS,
			() => void this.load()
		);
	}

	load(): Promise<void> {
		return this.#reading.load();
	}

	/** The last tick of a household that was made here, as it stands with the county. */
	lastHere(relocationId: string): QueuedOperation | undefined {
		return outbox.operations.findLast(
			({ operationId, kind, state, payload }) =>
				kind === 'relocation.tick' &&
				state !== 'replaced' &&
				state !== 'givenUp' &&
				(this.#said.get(operationId) ?? payload)['relocationId'] === relocationId
		);
	}

	/** Says how a household is; kept on this device before it resolves. */
	async tick(household: CountedHousehold, state: RelocationState, reason: string, label: string): Promise<boolean> {
		const last = this.lastHere(household.id);
		const payload = { relocationId: household.id, state, reason, seenIds: household.standing.map(({ id }) => id) };
		const replaces = last?.state === 'refused' ? last.operationId : undefined;
		return (await this.saving.save('relocation.tick', payload, this.areaCode, label, replaces)) !== null;
	}

	show(names: readonly FullName[]): void {
		this.#names = new Map(names.map((name) => [name.personId, name]));
	}

	#count(households: readonly ListHousehold[], listAt: string): CountedHousehold[] {
		return withDoneHere(households, this.#doneSince(listAt)).map((household, at) => ({
			...household,
			order: at + 1,
			kind: progressKind(standingOf(household))
		}));
	}

	#doneSince(at: string) {
		return outbox.operations.flatMap(({ operationId, kind, state, deviceTime, payload, answeredAt }) => {
			if (kind !== 'relocation.tick' || state === 'replaced' || state === 'givenUp' || state === 'refused') return [];
			const isWaiting = state === 'queued' || state === 'sending';
			if (isWaiting) this.#said.set(operationId, payload);
			else if (answeredAt !== null && answeredAt <= at) return [];
			const said = (this.#said.get(operationId) ?? payload) as Partial<PayloadOf<'relocation.tick'>>;
			if (!said.relocationId || !said.state) return [];
			return [
				{
					operationId,
					deviceTime,
					isWaiting,
					relocationId: said.relocationId,
					state: said.state,
					reason: said.reason ?? '',
					seenIds: said.seenIds ?? [],
					accountId: session.account?.accountId ?? '',
					accountName: session.account?.name ?? ''
				}
			];
		});
	}
}
