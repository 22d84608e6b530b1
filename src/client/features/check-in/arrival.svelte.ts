import { checkDocument } from '#domain/people/identity-document.ts';
import { maskName } from '#domain/people/mask-person.ts';
import type { Problem } from '#domain/shared/problems.ts';
import type { MovementResult } from '#domain/stays/commands.ts';
import type { RosterFamily, RosterMember } from '#domain/stays/roster.ts';
import { api } from '#client/live/api.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { newId } from '#client/live/new-id.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { householdOf, newHouseholdDraft, type HouseholdDraft } from '#client/people-forms/household-draft.ts';
import { findOwner, lookupOf } from '#client/stays/lookup.ts';
import type { PlaceData } from '#client/stays/place-data.svelte.ts';
import { Saving } from '#client/stays/saving.svelte.ts';
import { draftOfHousehold } from './draft-of-household.ts';

/** The family checked in last on this page, to be looked at again or undone. */
export interface LastFamily {
	operation: QueuedOperation;
	personIds: string[];
	name: string;
	/** The operation that undid it; `withdrawn` where it had not left the device. */
	undoneBy: QueuedOperation | 'withdrawn' | null;
}

/** What is kept on the device of a page that was left or lost: nothing typed is typed twice. */
interface KeptDraft {
	draft: HouseholdDraft | null;
	lastHome: string;
}

const KEEP_AFTER_MS = 300;
/** The county is asked no longer than this while somebody stands at the door. */
const PATIENCE_MS = 4_000;

/** A family at the door: found by a number or a name and checked in, or registered and checked in. */
export class Arrival {
	readonly data: PlaceData;
	readonly saving = new Saving();
	number = $state('');
	/** The household that is being registered; null while nobody is. */
	draft = $state<HouseholdDraft | null>(null);
	#familyId = $state<string | null>(null);
	/** The family as it stood when the button was pressed, while that is being kept: nothing moves meanwhile. */
	#pressed = $state.raw<RosterFamily | null>(null);
	chosen = $state.raw<string[]>([]);
	#isFinding = $state(false);
	#isByName = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#last = $state.raw<LastFamily | null>(null);
	/** The refused operation that is being mended. */
	#mends = $state.raw<string | null>(null);
	#lastHome = '';
	#timer: ReturnType<typeof setTimeout> | undefined;

	readonly family: RosterFamily | null = $derived.by(() => {
		if (this.#familyId === null || this.#pressed) return this.#pressed;
		return this.data.families.find(({ id }) => id === this.#familyId) ?? null;
	});

	constructor(data: PlaceData) {
		this.data = data;
	}

	get isFinding(): boolean {
		return this.#isFinding;
	}

	/** Whether a family is looked for by name instead of a number. */
	get isByName(): boolean {
		return this.#isByName;
	}

	/** What is wrong with the registration. */
	get problem(): Problem | null {
		return this.#problem;
	}

	get last(): LastFamily | null {
		return this.#last;
	}

	get isMending(): boolean {
		return this.#mends !== null;
	}

	/** Takes up what was being filled in when the page was left; or, of a refused operation, what it had said. */
	async resume(mends: string | null): Promise<void> {
		const refused = mends === null ? undefined : outbox.find(mends);
		if (refused?.state === 'refused') {
			if (this.#mends === refused.operationId) return;
			// What was typed last is of another household: it is kept as that one's before this one comes.
			if (this.#timer !== undefined) void this.#keepNow();
			this.#mends = refused.operationId;
			const begun = await findOnDevice<KeptDraft>(this.#name);
			this.draft = begun?.value.draft ?? draftOfHousehold(refused.payload['household']);
			this.#problem = refused.problem;
			return;
		}
		const kept = await findOnDevice<KeptDraft>(this.#name);
		if (!kept || this.draft) return;
		this.#lastHome = kept.value.lastHome;
		this.draft = kept.value.draft;
	}

	/** Keeps what is being filled in, a moment after the last key. */
	keep(): void {
		this.#stopTimer();
		this.#timer = setTimeout(() => void this.#keepNow(), KEEP_AFTER_MS);
	}

	/** Finds whose number it is: on the device, else at the county; nobody's begins a registration. */
	async find(): Promise<void> {
		const directory = this.data.directory;
		if (!directory || this.#isFinding) return;
		this.#isFinding = true;
		try {
			const lookup = await lookupOf(this.number, directory.lookupKey, new Date());
			const owner = findOwner(this.data.families, lookup);
			if (owner) return this.choose(owner.family, owner.member);
			const found = await this.#askCounty();
			if (found) {
				this.data.addFamily(found);
				const family = this.data.families.find(({ id }) => id === found.household.id);
				const member = family?.members.find(({ person }) => person.id === found.personId);
				if (family) return this.choose(family, member);
			}
			this.register(this.number);
		} finally {
			this.#isFinding = false;
		}
	}

	/** Shows a family; all who may have come are ticked, and surely the one at the door. */
	choose(family: RosterFamily, owner?: RosterMember): void {
		this.#isByName = false;
		this.#familyId = family.id;
		this.chosen = family.members
			.filter((member) => member.state !== 'here' && (!member.isElsewhere || member === owner))
			.map(({ person }) => person.id);
	}

	lookByName(isByName: boolean): void {
		this.#isByName = isByName;
	}

	/** Begins a registration; `number` is that of its first member. */
	register(number: string): void {
		this.#isByName = false;
		this.#problem = null;
		this.#mends = null;
		const draft = newHouseholdDraft({ householdId: newId(), personId: newId() }, this.#lastHome);
		const [head] = draft.members;
		if (number === '') head!.documentKind = 'none';
		else {
			const kinds = ['residentId', 'hkMacaoPermit', 'taiwanPermit', 'passport'] as const;
			head!.documentKind = kinds.find((kind) => checkDocument({ kind, number }, new Date()).ok) ?? 'residentId';
			head!.documentNumber = number;
		}
		this.draft = draft;
		this.keep();
	}

	/** Back to the door, with nothing typed; a refused household that was being mended stays refused. */
	cancel(): void {
		void this.#leave();
	}

	/** Checks in those who are ticked. */
	async checkIn(labelOf: (name: string, count: number) => string): Promise<void> {
		const { family, chosen } = this;
		if (!family || chosen.length === 0 || this.#pressed) return;
		const expected = family.members.filter(({ state, person }) => state === 'expected' && chosen.includes(person.id));
		const name = headName(family);
		const { pointId } = this.data;
		const label = labelOf(name, chosen.length);
		// Who was sent here arrives; a check-in says the same of them and more of those who were not.
		const kind = expected.length === chosen.length ? 'stay.transferIn' : 'stay.checkIn';
		this.#pressed = family;
		try {
			const operation = await this.saving.save(kind, { pointId, personIds: [...chosen] }, pointId, label);
			if (operation) this.#done(operation, [...chosen], name, family.homeCode);
		} finally {
			// Whatever became of it, the button works again.
			this.#pressed = null;
		}
	}

	/** Registers the household and checks it in. */
	async submit(labelOf: (name: string, count: number) => string): Promise<void> {
		if (!this.draft) return;
		const read = householdOf(this.draft, new Date());
		this.#problem = read.ok ? null : read.problem;
		if (!read.ok) return;
		const household = read.value;
		const head = household.members.find(({ relation }) => relation === 'head');
		const name = maskName(head?.name ?? '');
		const { pointId } = this.data;
		const label = labelOf(name, household.members.length);
		const payload = { pointId, personIds: [], household };
		const operation = await this.saving.save('stay.checkIn', payload, pointId, label, this.#mends ?? undefined);
		const personIds = household.members.map(({ personId }) => personId);
		if (operation) this.#done(operation, personIds, name, household.homeCode);
	}

	/** Takes the last check-in back: it does not leave the device, or ends as a mistake. */
	async undo(label: (name: string) => string): Promise<void> {
		const last = this.#last;
		if (!last || last.undoneBy) return;
		const operation = outbox.find(last.operation.operationId) ?? last.operation;
		if (operation.state === 'queued') {
			await outbox.withdraw(operation.operationId);
			this.#last = { ...last, undoneBy: 'withdrawn' };
			return;
		}
		const { pointId } = this.data;
		const personIds = takenIn(operation, last.personIds);
		if (personIds.length === 0) return;
		const payload = { pointId, personIds, destination: 'mistake' as const };
		const undoneBy = await this.saving.save('stay.checkOut', payload, pointId, label(last.name));
		if (undoneBy) this.#last = { ...last, undoneBy };
	}

	async #askCounty() {
		if (live.connection === 'offline') return null;
		const patience = AbortSignal.timeout(PATIENCE_MS);
		try {
			const { number, data } = this;
			return await api.stays.findFamily.mutate({ pointId: data.pointId, number }, { signal: patience });
		} catch (error) {
			// Without an answer the family is registered; the county then recognises whom it knows.
			problemOf(error);
			return null;
		}
	}

	#done(operation: QueuedOperation, personIds: string[], name: string, homeCode: string): void {
		this.#last = { operation, personIds, name, undoneBy: null };
		this.#lastHome = homeCode;
		if (this.draft) void this.#leave();
		else {
			// Nothing was typed that could come back: where the family is from is noted once the next one may come.
			this.#clear();
			this.keep();
		}
	}

	/** Empties the form and forgets what was kept of it. After a mend, what was typed before it comes back. */
	async #leave(): Promise<void> {
		const [name, isMended] = [this.#name, this.isMending];
		this.#stopTimer();
		this.#clear();
		await keepOnDevice(name, { draft: null, lastHome: this.#lastHome } satisfies KeptDraft);
		if (isMended) await this.resume(null);
	}

	#clear(): void {
		this.number = '';
		this.draft = null;
		this.chosen = [];
		this.#familyId = null;
		this.#isByName = false;
		this.#problem = null;
		this.#mends = null;
		this.saving.clear();
	}

	get #name(): string {
		// A mended household is kept apart, so that it does not take the place of another that is being typed.
		return `stays.arrive.${this.data.pointId}${this.#mends === null ? '' : `.${this.#mends}`}`;
	}

	#stopTimer(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	async #keepNow(): Promise<void> {
		this.#stopTimer();
		const kept: KeptDraft = { draft: $state.snapshot(this.draft), lastHome: this.#lastHome };
		await keepOnDevice(this.#name, kept);
	}
}

/** The masked name a family goes by. */
export function headName(family: RosterFamily): string {
	return family.members[0]?.person.name ?? '';
}

/** Whom a check-in took in, as the county knows them; while it has not answered, all of them. */
function takenIn(operation: QueuedOperation, personIds: readonly string[]): string[] {
	const answer = operation.answer as { results?: MovementResult[] } | null;
	if (!answer?.results) return [...personIds];
	return answer.results.filter(({ outcome }) => outcome === 'in').map(({ personId }) => personId);
}
