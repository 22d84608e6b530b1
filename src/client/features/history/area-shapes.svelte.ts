import type { MapShape, MapShapes } from '#domain/areas/map-shapes.ts';
import { MOST_SHAPES } from '#domain/history/find-history.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';

/** How many areas are asked for at once: a province is drawn from the files of all its cities. */
const AT_ONCE = { province: 4, other: MOST_SHAPES };
/** A map of more says nothing; its shapes would be megabytes. */
export const MOST_AREAS = 400;

/** Shapes that were asked for on this page; null where no file draws the area. */
const known = new Map<string, MapShape | null>();

/** The shapes of the areas of a table, got piece by piece. */
export class AreaShapes {
	#shapes = $state.raw<MapShapes | null>(null);
	#done = $state(0);
	#problem = $state.raw<Problem | null>(null);
	#asked = 0;

	/** All that there are of those asked for last; null until they are here. */
	get shapes(): MapShapes | null {
		return this.#shapes;
	}

	/** Of how many it is known by now whether they can be drawn. */
	get done(): number {
		return this.#done;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	async load(codes: readonly string[]): Promise<void> {
		const mine = ++this.#asked;
		const wanted = codes.filter((code) => !known.has(code));
		this.#shapes = null;
		this.#problem = null;
		this.#done = codes.length - wanted.length;
		try {
			while (wanted.length > 0) {
				const size = wanted[0]!.length === 2 ? AT_ONCE.province : AT_ONCE.other;
				const piece = wanted.splice(0, size);
				const found = await api.history.shapes.query({ codes: piece });
				for (const code of piece) known.set(code, found.find(({ properties }) => properties.code === code) ?? null);
				if (mine !== this.#asked) return;
				this.#done += piece.length;
			}
			const features = codes.flatMap((code) => known.get(code) ?? []);
			this.#shapes = { type: 'FeatureCollection', features };
		} catch (error) {
			const problem = problemOf(error);
			if (mine === this.#asked) this.#problem = problem;
		}
	}
}
