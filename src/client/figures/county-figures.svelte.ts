import { untrack } from 'svelte';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { NO_FIGURES } from '#domain/counts/figures.ts';
import type { Policies } from '#domain/policies/policies.ts';
import type { Touched } from '#domain/changes/live-state.ts';
import { clock } from '../ui/clock.svelte.ts';
import { live } from '../live/live-store.svelte.ts';
import { Tally, type FigureSums } from './tally.ts';

/** While changes rain down, lists and maps are made anew no oftener than this; the totals follow at once. */
const LIST_PAUSE_MS = 200;
const NOTHING: FigureSums = { total: NO_FIGURES, byTownship: new Map() };

/** What lists are made of: points and figures of one moment. */
export interface FigureMoment {
	/** Open points of the scope. */
	points: readonly CountPointView[];
	sums: FigureSums;
	/** ISO UTC, by the server's clock. */
	now: string;
}

/** The present moment by the server's clock (ms since 1970), renewed with the screen's clock. */
export function serverNow(): number {
	return clock.now + live.clockOffset;
}

/**
 * The figures of one open event, or of all, kept up as changes come and as time makes shelters silent. Make it while
 * a component is set up; it lives as long as the component.
 */
export class CountyFigures {
	readonly #tally = new Tally();
	#sums = $state.raw(NOTHING);
	#moment = $state.raw<FigureMoment>({ points: [], sums: NOTHING, now: '' });
	#epoch = $state(0);
	#eventId: string | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#lastMoment = 0;

	/** @param eventId gives the event's id, or null for all open events; reactive */
	constructor(eventId: () => string | null) {
		$effect.pre(() => {
			const { policies } = live;
			this.#eventId = eventId();
			const now = new Date(serverNow()).toISOString();
			if (policies) untrack(() => this.#reset(now, policies));
		});
		$effect(() => {
			const stop = live.onTouched((touched) => untrack(() => this.#follow(touched)));
			return () => {
				stop();
				clearTimeout(this.#timer);
			};
		});
	}

	/** Sums over all open points of the scope, as new as the screen's last frame. */
	get sums(): FigureSums {
		return this.#sums;
	}

	/** Points and figures for lists; in a storm of changes up to a fifth of a second behind `sums`. */
	get moment(): FigureMoment {
		return this.#moment;
	}

	/** Rises when everything was reckoned anew: another event or policy, a new snapshot, time passing. */
	get epoch(): number {
		return this.#epoch;
	}

	readonly isInScope = (point: CountPointView): boolean => this.#eventId === null || point.eventId === this.#eventId;

	#reset(now: string, policies: Policies): void {
		this.#tally.reset(live.points.filter(this.isInScope), now, policies);
		this.#sums = this.#tally.sums();
		this.#epoch++;
		this.#publishMoment(now);
	}

	#follow(touched: Touched | 'all'): void {
		const { policies } = live;
		if (!policies) return;
		const now = new Date(Date.now() + live.clockOffset).toISOString();
		if (touched === 'all') return this.#reset(now, policies);
		if (touched.points.size === 0) return;
		for (const id of touched.points) {
			const point = live.point(id);
			if (point && this.isInScope(point)) this.#tally.take(point, now, policies);
		}
		this.#sums = this.#tally.sums();
		if (this.#timer !== undefined) return;
		const pause = this.#lastMoment + LIST_PAUSE_MS - performance.now();
		if (pause <= 0) this.#publishMoment(now);
		else this.#timer = setTimeout(() => this.#publishMoment(now), pause);
	}

	#publishMoment(now: string): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#lastMoment = performance.now();
		const points = live.points.filter((point) => !point.closedAt && this.isInScope(point));
		this.#moment = { points, sums: this.#sums, now };
	}
}
