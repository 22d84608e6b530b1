import type { ObservationView } from '#domain/counts/commands.ts';
import type { Problem } from '#domain/shared/problems.ts';
import type { ShelterContact } from '#domain/shelters/contact.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';

const PAGE = 60;

/** What only the panel of a place shows: its observations, the reason of its condition, its contact (masked). */
export class PlaceDetails {
	readonly #pointId: string;
	readonly #shelterId: string | null;
	#observations = $state.raw<readonly ObservationView[] | null>(null);
	#hasEarlier = $state(false);
	#conditionReason = $state('');
	#maskedContact = $state.raw<ShelterContact | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#turn = 0;

	constructor(pointId: string, shelterId: string | null) {
		this.#pointId = pointId;
		this.#shelterId = shelterId;
	}

	/** Newest first; null before they were read. */
	get observations(): readonly ObservationView[] | null {
		return this.#observations;
	}

	get hasEarlier(): boolean {
		return this.#hasEarlier;
	}

	get conditionReason(): string {
		return this.#conditionReason;
	}

	get maskedContact(): ShelterContact | null {
		return this.#maskedContact;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Reads everything; what is shown stays until it is here. A later call overtakes an earlier one. */
	async load(): Promise<void> {
		const turn = (this.#turn += 1);
		try {
			const [history, shelter] = await Promise.all([
				api.counts.history.query({ pointId: this.#pointId, limit: PAGE }),
				this.#shelterId === null ? null : api.shelters.get.query({ shelterId: this.#shelterId })
			]);
			if (turn !== this.#turn) return;
			this.#observations = history.observations;
			this.#hasEarlier = history.observations.length === PAGE;
			const activation = shelter?.activations.find(({ point }) => point.id === this.#pointId);
			this.#conditionReason = activation?.conditionReason ?? '';
			this.#maskedContact = shelter?.maskedContact ?? null;
			this.#problem = null;
		} catch (error) {
			if (turn === this.#turn) this.#problem = problemOf(error);
		}
	}

	/** Reads the observations before the oldest shown. */
	async loadEarlier(): Promise<void> {
		const turn = this.#turn;
		try {
			const before = this.#observations?.at(-1)?.id;
			const { observations } = await api.counts.history.query({ pointId: this.#pointId, limit: PAGE, before });
			if (turn !== this.#turn) return;
			this.#observations = [...(this.#observations ?? []), ...observations];
			this.#hasEarlier = observations.length === PAGE;
		} catch (error) {
			if (turn === this.#turn) this.#problem = problemOf(error);
		}
	}
}
