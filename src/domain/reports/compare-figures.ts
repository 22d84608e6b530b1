import type { Figures } from './check-figures.ts';
import { compareDecimals, exceedsPercent, sizeOf, subtractDecimals, type Decimal } from './decimal.ts';
import { NATIONAL_INDICATORS, type Indicator } from './indicators.ts';

/** A figure that differs between two reports; null where it was left blank, which counts as 0 when the two are compared. */
export interface FigureChange {
	key: string;
	before: Decimal | null;
	after: Decimal | null;
	/** After minus before. */
	difference: Decimal;
}

/**
 * The figures that differ between two reports, in the order of the catalogue. A blank equals 0 only for the difference.
 *
 * @param catalogue the indicators that are compared; give it where the county has its own
 */
export function compareFigures(
	before: Figures,
	after: Figures,
	catalogue: readonly Indicator[] = NATIONAL_INDICATORS
): FigureChange[] {
	return catalogue.flatMap(({ key }) => {
		const [a, b] = [before[key] ?? null, after[key] ?? null];
		return a === b ? [] : [{ key, before: a, after: b, difference: subtractDecimals(b ?? '0', a ?? '0') }];
	});
}

/** 累计值 that fell: what has happened does not un-happen, so the report before or this one is wrong. */
export function fallsOf(
	changes: readonly FigureChange[],
	find: (key: string) => Indicator | undefined
): FigureChange[] {
	return changes.filter(({ key, difference }) => difference.startsWith('-') && find(key)?.isCurrent === false);
}

/** When a change is a swing (policy). */
export interface SwingPolicy {
	/** Per cent of the figure before. */
	sharePercent: number;
	/** Changes smaller than this never are, whatever their share. */
	atLeast: number;
}

/** Changes larger than the policy's share of a figure that was there before; of 0 every share is larger. */
export function swingsOf(changes: readonly FigureChange[], policy: SwingPolicy): FigureChange[] {
	return changes.filter(({ before, difference }) => {
		if (before === null) return false;
		const size = sizeOf(difference);
		return (
			compareDecimals(size, String(policy.atLeast)) >= 0 && exceedsPercent(size, sizeOf(before), policy.sharePercent)
		);
	});
}
