import { untrack } from 'svelte';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { NO_FIGURES } from '#domain/counts/figures.ts';
import type { Policies } from '#domain/policies/policies.ts';
import type { Touched } from '#domain/changes/live-state.ts';
import { clock } from '../ui/clock.svelte.ts';
import { live } from '../live/live-store.svelte.ts';
import { Tally, type FigureSums } from './tally.ts';

/** While changes rain down, lists are made anew no oftener than this; the figures follow at once. */
const LIST_PAUSE_MS = 200;
const NOTHING: FigureSums = { total: NO_FIGURES, byTownship: new Map() };

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
	#points = $state.raw<readonly CountPointView[]>([]);
	#now = $state.raw('');
	#eventId: string | null = null;
	#listTimer: ReturnType<typeof setTimeout> | undefined;
	#lastList = 0;

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
				clearTimeout(this.#listTimer);
			};
		});
	}

	/** Sums over all open points of the scope. */
	get sums(): FigureSums {
		return this.#sums;
	}

	/** The open points of the scope; in a storm of changes up to a fifth of a second behind the sums. */
	get points(): readonly CountPointView[] {
		return this.#points;
	}

	/** The moment the figures hold for, ISO UTC. */
	get now(): string {
		return this.#now;
	}

	readonly #isInScope = (point: CountPointView) => this.#eventId === null || point.eventId === this.#eventId;

	#reset(now: string, policies: Policies): void {
		this.#now = now;
		this.#tally.reset(live.points.filter(this.#isInScope), now, policies);
		this.#sums = this.#tally.sums();
		this.#publishPoints();
	}

	#follow(touched: Touched | 'all'): void {
		const { policies } = live;
		if (!policies) return;
		if (touched === 'all') return this.#reset(new Date(Date.now() + live.clockOffset).toISOString(), policies);
		if (touched.points.size === 0) return;
		this.#now = new Date(Date.now() + live.clockOffset).toISOString();
		for (const id of touched.points) {
			const point = live.point(id);
			if (point && this.#isInScope(point)) this.#tally.take(point, this.#now, policies);
		}
		this.#sums = this.#tally.sums();
		if (this.#listTimer !== undefined) return;
		const pause = this.#lastList + LIST_PAUSE_MS - performance.now();
		if (pause <= 0) this.#publishPoints();
		else this.#listTimer = setTimeout(() => this.#publishPoints(), pause);
	}

	#publishPoints(): void {
		clearTimeout(this.#listTimer);
		this.#listTimer = undefined;
		this.#lastList = performance.now();
		this.#points = live.points.filter((point) => !point.closedAt && this.#isInScope(point));
	}
}
