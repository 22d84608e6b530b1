import { untrack } from 'svelte';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { addNews, latestCounts, newsOf, type NewsItem } from './news.ts';

/** In a storm of changes the ticker moves no oftener than this, so that it can be read. */
const PAUSE_MS = 1500;

/** What newly happened to the places of a scope. Make it while a component is set up. */
export class NewsFeed {
	readonly #most: number;
	#items = $state.raw<readonly NewsItem[]>([]);
	#known = new Map<string, CountPointView>();
	#waiting: NewsItem[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#lastShown = -Infinity;

	/** @param scope tells which points belong to it; reactive */
	constructor(scope: () => (point: CountPointView) => boolean, most: number) {
		this.#most = most;
		$effect(() => {
			const isInScope = scope();
			const begin = () => {
				const points = live.points.filter(isInScope);
				this.#known = new Map(points.map((point) => [point.id, point]));
				this.#waiting = [];
				this.#items = latestCounts(points, most);
			};
			untrack(begin);
			const stop = live.onTouched((touched) => {
				if (touched === 'all') untrack(begin);
				else for (const id of touched.points) this.#hear(live.point(id), isInScope);
			});
			return () => {
				stop();
				clearTimeout(this.#timer);
				this.#timer = undefined;
			};
		});
	}

	/** The newest first. */
	get items(): readonly NewsItem[] {
		return this.#items;
	}

	#hear(point: CountPointView | undefined, isInScope: (point: CountPointView) => boolean): void {
		if (!point || !isInScope(point)) return;
		const item = newsOf(this.#known.get(point.id), point, new Date(Date.now() + live.clockOffset).toISOString());
		this.#known.set(point.id, point);
		if (!item) return;
		this.#waiting.push(item);
		const pause = Math.max(0, this.#lastShown + PAUSE_MS - performance.now());
		this.#timer ??= setTimeout(() => this.#show(), pause);
	}

	#show(): void {
		this.#timer = undefined;
		this.#lastShown = performance.now();
		this.#items = addNews(this.#items, this.#waiting.slice(-this.#most), this.#most);
		this.#waiting = [];
	}
}
