import type { ObservationView } from '#domain/counts/commands.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';

const PAGE = 30;

/** The reports of one count point, newest first, as far as they were asked for. */
export class Reports {
	readonly #pointId: string;
	#list = $state.raw<readonly ObservationView[]>([]);
	#isLoaded = $state(false);
	#hasMore = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#asked = 0;

	constructor(pointId: string) {
		this.#pointId = pointId;
	}

	get list(): readonly ObservationView[] {
		return this.#list;
	}

	get isLoaded(): boolean {
		return this.#isLoaded;
	}

	get hasMore(): boolean {
		return this.#hasMore;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Reads the newest reports; what was shown stays until they are here. */
	async load(): Promise<void> {
		await this.#read(undefined);
	}

	/** Reads the page before the oldest shown. */
	async loadMore(): Promise<void> {
		await this.#read(this.#list.at(-1)?.id);
	}

	async #read(before: string | undefined): Promise<void> {
		const turn = (this.#asked += 1);
		try {
			const { observations } = await api.counts.history.query({ pointId: this.#pointId, limit: PAGE, before });
			// A later question has been asked meanwhile: its answer counts.
			if (turn !== this.#asked) return;
			this.#list = before ? [...this.#list, ...observations] : observations;
			this.#hasMore = observations.length === PAGE;
			this.#isLoaded = true;
			this.#problem = null;
		} catch (error) {
			if (turn === this.#asked) this.#problem = problemOf(error);
		}
	}
}
