import type { CountPointView } from '#domain/counts/count-point.ts';
import { figuresOf, NO_FIGURES, type FigureKey, type FigurePolicies, type Figures } from '#domain/counts/figures.ts';

const KEYS = Object.keys(NO_FIGURES) as FigureKey[];

/** The figures of a scope at one moment, never changed afterwards. */
export interface FigureSums {
	total: Figures;
	byTownship: ReadonlyMap<string, Figures>;
}

interface Part {
	townshipCode: string;
	figures: Figures;
}

/**
 * Keeps the sums of `figuresOf` while points change one by one: what a point gave before is taken away and what it
 * gives now is added, so that a change costs the same among thirty points as among five thousand.
 */
export class Tally {
	#parts = new Map<string, Part>();
	#total: Figures = { ...NO_FIGURES };
	#byTownship = new Map<string, Figures>();

	/** Takes the newest state of a point. */
	take(point: CountPointView, now: string, policies: FigurePolicies): void {
		const before = this.#parts.get(point.id);
		if (before) this.#add(before, -1);
		const part = { townshipCode: point.townshipCode, figures: figuresOf([point], now, policies).total };
		this.#parts.set(point.id, part);
		this.#add(part, 1);
	}

	/** Begins anew with these points. */
	reset(points: Iterable<CountPointView>, now: string, policies: FigurePolicies): void {
		this.#parts = new Map();
		this.#total = { ...NO_FIGURES };
		this.#byTownship = new Map();
		for (const point of points) this.take(point, now, policies);
	}

	sums(): FigureSums {
		return {
			total: { ...this.#total },
			byTownship: new Map([...this.#byTownship].map(([code, figures]) => [code, { ...figures }]))
		};
	}

	#add({ townshipCode, figures }: Part, sign: 1 | -1): void {
		let township = this.#byTownship.get(townshipCode);
		if (!township) this.#byTownship.set(townshipCode, (township = { ...NO_FIGURES }));
		for (const key of KEYS) {
			this.#total[key] += sign * figures[key];
			township[key] += sign * figures[key];
		}
	}
}

/** What one point gives to a figure: its people, its free places, or one. */
export function shareOf(point: CountPointView, figure: FigureKey, now: string, policies: FigurePolicies): number {
	return figuresOf([point], now, policies).total[figure];
}
