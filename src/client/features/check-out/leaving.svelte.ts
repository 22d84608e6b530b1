import type { DESTINATIONS } from '#domain/stays/commands.ts';
import type { DirectoryDestination } from '#domain/stays/directory.ts';
import type { RosterFamily } from '#domain/stays/roster.ts';
import { familiesIn, type FamilyThere } from '#domain/stays/roster-views.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import { findOwner, lookupOf } from '#client/stays/lookup.ts';
import type { PlaceData } from '#client/stays/place-data.svelte.ts';
import { Saving } from '#client/stays/saving.svelte.ts';

/** Where people go who leave: away, or to another shelter. */
export type Where = (typeof DESTINATIONS)[number] | 'transfer';

/** Who leaves a place, and where to. */
export class Leaving {
	readonly data: PlaceData;
	readonly saving = new Saving();
	#chosen = $state.raw<ReadonlySet<string>>(new Set());
	where = $state<Where | ''>('');
	toPointId = $state('');
	#last = $state.raw<QueuedOperation | null>(null);
	#isUnknown = $state(false);

	readonly here: readonly FamilyThere[] = $derived.by(() => familiesIn(this.data.families, 'here'));

	/** Ids of those chosen who are here; who left meanwhile is chosen no more. */
	readonly chosen: readonly string[] = $derived.by(() =>
		this.here.flatMap(({ there }) => there.map(({ person }) => person.id)).filter((id) => this.#chosen.has(id))
	);

	readonly destination: DirectoryDestination | undefined = $derived.by(() =>
		this.data.directory?.destinations.find(({ pointId }) => pointId === this.toPointId)
	);

	constructor(data: PlaceData, where: Where | '') {
		this.data = data;
		this.where = where;
	}

	/** What was done last. */
	get last(): QueuedOperation | null {
		return this.#last;
	}

	/** The number that was typed last is nobody's here. */
	get isUnknown(): boolean {
		return this.#isUnknown;
	}

	/** Whether all that is needed is chosen. */
	get isComplete(): boolean {
		return this.chosen.length > 0 && this.where !== '' && (this.where !== 'transfer' || this.destination !== undefined);
	}

	/** Sets who of a family is chosen. */
	choose(family: FamilyThere, ids: readonly string[]): void {
		const others = [...this.#chosen].filter((id) => !family.there.some(({ person }) => person.id === id));
		this.#chosen = new Set([...others, ...ids]);
	}

	clear(): void {
		this.#chosen = new Set();
	}

	/** Chooses the family that a document number belongs to. @returns whether it is here */
	async chooseByNumber(number: string): Promise<boolean> {
		const key = this.data.directory?.lookupKey ?? '';
		const owner = findOwner(this.data.families, await lookupOf(number, key, new Date()));
		const family = this.here.find(({ family: of }) => of.id === owner?.family.id);
		this.#isUnknown = family === undefined;
		if (family)
			this.choose(
				family,
				family.there.map(({ person }) => person.id)
			);
		return family !== undefined;
	}

	/** Forgets what was said of the last number. */
	forgetNumber(): void {
		this.#isUnknown = false;
	}

	/** Lets those chosen go. */
	async leave(label: string): Promise<void> {
		const { where, destination } = this;
		if (!this.isComplete || where === '') return;
		const { pointId } = this.data;
		const personIds = [...this.chosen];
		const done =
			where === 'transfer'
				? await this.saving.save(
						'stay.transferOut',
						{ pointId, personIds, toPointId: destination?.pointId ?? '' },
						pointId,
						label
					)
				: await this.saving.save('stay.checkOut', { pointId, personIds, destination: where }, pointId, label);
		if (!done) return;
		this.#last = done;
		this.clear();
	}

	/** The masked name that stands for those chosen: of the first family. */
	get firstName(): string {
		const [first] = this.chosen;
		const family: RosterFamily | undefined = this.here.find(({ there }) =>
			there.some(({ person }) => person.id === first)
		)?.family;
		return family?.members[0]?.person.name ?? '';
	}
}
