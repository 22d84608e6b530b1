import { addDecimals, compareDecimals, percentOf, subtractDecimals, type Decimal } from '../reports/decimal.ts';
import type { PopulationKey, Threshold } from './threshold.ts';

/** Figures by the key of their indicator; null or absent: unknown, which is not zero. */
export type KnownFigures = Readonly<Record<string, Decimal | null>>;

/** A threshold beside the figure it is compared with. */
export interface Reading {
	threshold: Threshold;
	/** The sum of what is known, or its share in whole per cent, cut; null when nothing can be said. */
	figure: Decimal | null;
	/** Indicators that nobody has reported: the figure can only be more. */
	unknown: string[];
	/** `unknown`: what is known does not reach it, but not all is known. */
	state: 'reached' | 'notReached' | 'unknown';
	/** The figure less the threshold. */
	difference: Decimal | null;
	/** The figure in per cent of the threshold, cut to whole per cent. */
	percent: number | null;
	/** The figure lies beyond the threshold's range too: its own level may be too low. */
	isBeyond: boolean;
}

/** What is advised, with everything it rests on. */
export interface Advised {
	/** The highest level reached, 1 to 4; null when none is. */
	level: number | null;
	readings: Reading[];
}

/**
 * Compares figures with thresholds. A level is advised from its lowest number on (以上 includes it); where several are
 * reached the highest counts. It advises: a person decides.
 */
export function adviseLevel(
	figures: KnownFigures,
	thresholds: readonly Threshold[],
	populations: Readonly<Record<PopulationKey, Decimal | null>>
): Advised {
	const readings = thresholds.map((threshold) => read(threshold, figures, populations));
	const reached = readings.filter(({ state }) => state === 'reached').map(({ threshold }) => threshold.level);
	return { level: reached.length === 0 ? null : Math.min(...reached), readings };
}

function read(
	threshold: Threshold,
	figures: KnownFigures,
	populations: Readonly<Record<PopulationKey, Decimal | null>>
): Reading {
	const { measure, atLeast, below } = threshold;
	const unknown = measure.keys.filter((key) => (figures[key] ?? null) === null);
	const known = measure.keys.flatMap((key) => figures[key] ?? []);
	const sum = known.length === 0 ? null : addDecimals(known);
	const figure = measure.of === 'sum' ? sum : shareOf(sum, populations[measure.base]);
	if (figure === null)
		return { threshold, figure, unknown, state: 'unknown', difference: null, percent: null, isBeyond: false };
	const isReached = compareDecimals(figure, atLeast) >= 0;
	return {
		threshold,
		figure,
		unknown,
		state: isReached ? 'reached' : unknown.length > 0 ? 'unknown' : 'notReached',
		difference: subtractDecimals(figure, atLeast),
		percent: percentOf(figure, atLeast),
		isBeyond: below !== null && compareDecimals(figure, below) >= 0
	};
}

/** A share in whole per cent, cut: 29.9 % has not reached 30 %. */
function shareOf(sum: Decimal | null, population: Decimal | null): Decimal | null {
	if (sum === null || population === null) return null;
	const percent = percentOf(sum, population);
	return percent === null ? null : String(percent);
}
