import type { VillageProgress } from '#domain/relocation/relocation.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';

const GATHER_MS = 800;

/** How far the villages are for an event, followed; what the device kept while there is no network. */
export class Villages {
	readonly eventId: string;
	#list = $state.raw<readonly VillageProgress[] | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#keptAt = $state<string | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(eventId: string) {
		this.eventId = eventId;
	}

	/** Null until something is known. */
	get list(): readonly VillageProgress[] | null {
		return this.#list;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** When what is shown was read, where the device kept it; null when the county gave it. */
	get keptAt(): string | null {
		return this.#keptAt;
	}

	/** Follows until the returned function is called. */
	follow(): () => void {
		void this.#open();
		const stop = live.onTouched((touched) => {
			if (touched === 'all' || touched.villages.size > 0 || touched.rosters.size > 0)
				this.#timer ??= setTimeout(() => {
					this.#timer = undefined;
					void this.load();
				}, GATHER_MS);
		});
		return () => {
			stop();
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	}

	async load(): Promise<void> {
		try {
			const { villages } = await api.relocation.villages.query({ eventId: this.eventId });
			this.#list = villages;
			this.#problem = null;
			this.#keptAt = null;
			await keepOnDevice(this.#name, villages);
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	async #open(): Promise<void> {
		const kept = await findOnDevice<VillageProgress[]>(this.#name);
		if (kept && !this.#list) {
			this.#list = kept.value;
			this.#keptAt = kept.at;
		}
		await this.load();
	}

	get #name(): string {
		return `relocation.${this.eventId}`;
	}
}
