import type { Touched } from '#domain/changes/live-state.ts';
import type { PlaceNumbers } from '#domain/stays/stay-views.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { followChanges } from '#client/live/follow-changes.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { areaName, placeName } from '#client/live/place-names.svelte.ts';

/** A place of the account as its list shows it. */
export interface MyPlace extends PlaceNumbers {
	name: string;
	township: string;
	/** Heads counted; null while nothing was reported. */
	people: number | null;
}

/** What the device keeps of the list. */
interface Kept {
	list: readonly MyPlace[];
	ownId: string | null;
}

const NAME = 'stays.places';
const GATHER_MS = 600;

/** The open shelters of the account with their numbers; what is kept on the device while there is no network. */
export class MyPlaces {
	#numbers = $state.raw<readonly PlaceNumbers[] | null>(null);
	#kept = $state.raw<readonly MyPlace[]>([]);
	#problem = $state.raw<Problem | null>(null);
	#ownId = $state<string | null>(null);

	/** Null until something is known. */
	readonly list: readonly MyPlace[] | null = $derived.by(() => {
		if (!this.#numbers || !live.isReady) return this.#kept.length > 0 ? this.#kept : null;
		const points = new Map(live.points.map((point) => [point.id, point]));
		return this.#numbers.flatMap((numbers) => {
			const point = points.get(numbers.pointId);
			if (!point) return [];
			return [{ ...numbers, name: placeName(point), township: areaName(point.townshipCode), people: point.people }];
		});
	});

	/** The open place of the shelter that the desk bound this device to; null where there is none. */
	get ownId(): string | null {
		return this.#ownId;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Follows the numbers until the returned function is called. */
	follow(): () => void {
		void this.#open();
		const touched = ({ rosters, points }: Touched) => rosters.size > 0 || points.size > 0;
		return followChanges({ touched }, GATHER_MS, () => void this.load());
	}

	async load(): Promise<void> {
		try {
			const [numbers, own] = await Promise.all([api.stays.places.query(), api.devices.mine.query()]);
			this.#numbers = numbers;
			this.#ownId = own?.pointId ?? null;
			this.#problem = null;
			if (this.list && live.isReady) await keepOnDevice(NAME, { list: this.list, ownId: this.#ownId } satisfies Kept);
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	async #open(): Promise<void> {
		const kept = await findOnDevice<Kept>(NAME);
		if (kept) {
			this.#kept = kept.value.list;
			this.#ownId = kept.value.ownId;
		}
		await this.load();
	}
}
