import { familiesIn, type FamilyThere } from '#domain/stays/roster-views.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import type { PlaceData } from '#client/stays/place-data.svelte.ts';
import { Saving } from '#client/stays/saving.svelte.ts';

/** What was called so far, kept so that a page that is left goes on where it was. */
interface KeptCall {
	present: string[];
	absent: string[];
	unnamed: number | null;
	begunAt: string;
}

/** A roll-call that was begun longer ago than this is begun anew. */
const STALE_MS = 3 * 3_600_000;
const KEEP_AFTER_MS = 250;

/** A roll-call under way: who answered, who did not, who was not called yet. */
export class Calling {
	readonly data: PlaceData;
	readonly saving = new Saving();
	#present = $state.raw<ReadonlySet<string>>(new Set());
	#absent = $state.raw<ReadonlySet<string>>(new Set());
	/** Heads there without a name; null until somebody counted them. */
	unnamed = $state<number | null>(null);
	#begunAt = '';
	#last = $state.raw<readonly QueuedOperation[]>([]);
	#timer: ReturnType<typeof setTimeout> | undefined;

	readonly families: readonly FamilyThere[] = $derived.by(() => familiesIn(this.data.families, 'here'));
	readonly ids: readonly string[] = $derived.by(() =>
		this.families.flatMap(({ there }) => there.map(({ person }) => person.id))
	);
	readonly presentIds: readonly string[] = $derived.by(() => this.ids.filter((id) => this.#present.has(id)));
	readonly absentIds: readonly string[] = $derived.by(() => this.ids.filter((id) => this.#absent.has(id)));
	readonly left: number = $derived.by(() => this.ids.length - this.presentIds.length - this.absentIds.length);

	constructor(data: PlaceData) {
		this.data = data;
	}

	/** What was done last: the roll-call and, where it was reported too, the count. */
	get last(): readonly QueuedOperation[] {
		return this.#last;
	}

	/** Heads there: those who answered, and those without a name. */
	get heads(): number {
		return this.presentIds.length + (this.unnamed ?? 0);
	}

	markOf(id: string): 'present' | 'absent' | null {
		if (this.#present.has(id)) return 'present';
		return this.#absent.has(id) ? 'absent' : null;
	}

	/** Marks people; the same mark again takes it back. */
	mark(ids: readonly string[], as: 'present' | 'absent'): void {
		const isSame = ids.every((id) => this.markOf(id) === as);
		const without = (set: ReadonlySet<string>) => [...set].filter((id) => !ids.includes(id));
		const marked = isSame ? [] : ids;
		this.#present = new Set([...without(this.#present), ...(as === 'present' ? marked : [])]);
		this.#absent = new Set([...without(this.#absent), ...(as === 'absent' ? marked : [])]);
		this.keep();
	}

	/** Keeps how far it is, a moment after the last mark. */
	keep(): void {
		this.#begunAt ||= new Date().toISOString();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#keepNow(), KEEP_AFTER_MS);
	}

	/** Goes on with a roll-call that was begun a while ago on this page. */
	async resume(): Promise<void> {
		const kept = await findOnDevice<KeptCall | null>(this.#name);
		const value = kept?.value;
		if (!value || this.#begunAt !== '' || Date.now() - Date.parse(value.begunAt) > STALE_MS) return;
		this.#present = new Set(value.present);
		this.#absent = new Set(value.absent);
		this.unnamed = value.unnamed;
		this.#begunAt = value.begunAt;
	}

	startAnew(): void {
		this.#present = new Set();
		this.#absent = new Set();
		this.unnamed = null;
		this.#begunAt = '';
		void this.#keepNow();
	}

	/** Ends the call; who was not called is absent. With `count`, heads are reported too. */
	async finish(labels: { call: string; count: string | null }): Promise<void> {
		const { pointId, directory } = this.data;
		const presentIds = [...this.presentIds];
		const absentIds = this.ids.filter((id) => !this.#present.has(id));
		const payload = { pointId, presentIds, absentIds, unnamed: this.unnamed ?? 0 };
		const { heads } = this;
		const call = await this.saving.save('stay.rollCall', payload, pointId, labels.call);
		if (!call) return;
		this.#last = [call];
		this.startAnew();
		if (labels.count === null || directory?.isClosed) return;
		const count = await this.saving.save('count.submit', { pointId, people: heads }, pointId, labels.count);
		if (count) this.#last = [call, count];
	}

	get #name(): string {
		return `stays.rollCall.${this.data.pointId}`;
	}

	async #keepNow(): Promise<void> {
		clearTimeout(this.#timer);
		const kept: KeptCall | null =
			this.#begunAt === ''
				? null
				: {
						present: [...this.#present],
						absent: [...this.#absent],
						unnamed: this.unnamed,
						begunAt: this.#begunAt
					};
		await keepOnDevice(this.#name, kept);
	}
}
