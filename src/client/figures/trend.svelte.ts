import type { Figures } from '#domain/counts/figures.ts';
import type { TrendMoment } from '#domain/counts/trend.ts';
import { api } from '../live/api.ts';
import { problemOf } from '../live/request-problem.ts';

const HOURS = 48;
const CHANGE_HOURS = 24;
const RENEWED_AFTER_MS = 5 * 60_000;

export type TrendFigure = 'relocated' | 'sheltered' | 'dispersed';
type TrendFigures = Record<TrendFigure, number>;

/** What a moment of the trend says of each figure. */
function figuresAt({ sheltered, dispersed }: TrendMoment): TrendFigures {
	return { relocated: sheltered + dispersed, sheltered, dispersed };
}

/**
 * How the people counted changed in the last two days. It is read again every few minutes; without it (no network) a
 * screen shows its figures alone. Make it while a component is set up.
 */
export class Trend {
	#moments = $state.raw<readonly TrendMoment[]>([]);
	#turn = 0;

	/** @param scope the event (null for all) and the area (null for the account's own); null while not known */
	constructor(scope: () => { eventId: string | null; areaCode: string | null } | null) {
		$effect(() => {
			const of = scope();
			if (!of) return;
			this.#moments = [];
			const read = () => void this.#read(of.eventId, of.areaCode);
			read();
			const timer = setInterval(read, RENEWED_AFTER_MS);
			return () => clearInterval(timer);
		});
	}

	/** Relocated people over the last two days, in the order of time. */
	get course(): { at: number; value: number }[] {
		return this.#moments.map((moment) => ({ at: Date.parse(moment.at), value: figuresAt(moment).relocated }));
	}

	/** By how much the figures differ from what they were a day ago; null while that is not known. */
	changesTo(now: Pick<Figures, TrendFigure>): TrendFigures | null {
		const dayAgo = this.#moments.at(-1 - CHANGE_HOURS);
		if (!dayAgo) return null;
		const before = figuresAt(dayAgo);
		return {
			relocated: now.relocated - before.relocated,
			sheltered: now.sheltered - before.sheltered,
			dispersed: now.dispersed - before.dispersed
		};
	}

	async #read(eventId: string | null, areaCode: string | null): Promise<void> {
		const turn = (this.#turn += 1);
		try {
			const moments = await api.live.trend.query({ eventId, areaCode: areaCode ?? undefined, hours: HOURS });
			if (turn === this.#turn) this.#moments = moments;
		} catch (error) {
			// Said nowhere: the connection state already tells it, and the next reading mends it. Faults are thrown on.
			problemOf(error);
		}
	}
}
