import type { Touched } from '#domain/changes/live-state.ts';
import type { VillageProgress } from '#domain/relocation/relocation.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { followChanges } from '#client/live/follow-changes.ts';
import { KeptReading } from '#client/live/kept-reading.svelte.ts';

const GATHER_MS = 800;

/** How far the villages are for an event, followed; what the device kept while there is no network. */
export class Villages {
	readonly #reading: KeptReading<readonly VillageProgress[]>;

	constructor(eventId: string) {
		this.#reading = new KeptReading(
			`relocation.${eventId}`,
			async () => (await api.relocation.villages.query({ eventId })).villages
		);
	}

	/** Null until something is known. */
	get list(): readonly VillageProgress[] | null {
		return this.#reading.data;
	}

	get problem(): Problem | null {
		return this.#reading.problem;
	}

	/** When what is shown was read, where the device kept it; null when the county gave it. */
	get keptAt(): string | null {
		return this.#reading.keptAt;
	}

	/** Follows until the returned function is called. */
	follow(): () => void {
		void this.#reading.open();
		const touched = ({ villages, rosters }: Touched) => villages.size > 0 || rosters.size > 0;
		return followChanges({ touched }, GATHER_MS, () => void this.load());
	}

	load(): Promise<void> {
		return this.#reading.load();
	}
}
