import type { AdviceView } from '#domain/advice/advice.ts';
import type { Touched } from '#domain/changes/live-state.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '../live/api.ts';
import { followChanges } from '../live/follow-changes.ts';
import { Loader } from '../live/loader.svelte.ts';

/** While reports come in, the advice is asked for at most this often. */
const GATHER_MS = 3_000;

/** The advice for an event, read again when its figures, the event or the thresholds change. */
export class EventAdvice {
	readonly #loader = new Loader<AdviceView>();
	readonly #eventId: () => string | null;

	/** Make it while a component is set up. @param eventId the event; null while there is none to ask about. */
	constructor(eventId: () => string | null) {
		this.#eventId = eventId;
		$effect(() => {
			const id = eventId();
			if (id === null) return undefined;
			this.read();
			return followChanges({ touched: (touched) => concerns(touched, id) }, GATHER_MS, this.read);
		});
	}

	/** The advice; null before it was read, or when it is of another event. */
	get current(): AdviceView | null {
		const { data } = this.#loader;
		return data?.eventId === this.#eventId() ? data : null;
	}

	get problem(): Problem | null {
		return this.#loader.problem;
	}

	readonly read = (): void => {
		const eventId = this.#eventId();
		if (eventId !== null) void this.#loader.load(() => api.advice.get.query({ eventId }));
	};
}

function concerns(touched: Touched, eventId: string): boolean {
	return touched.advised.has(eventId) || touched.events.has(eventId) || touched.reports.size > 0;
}
