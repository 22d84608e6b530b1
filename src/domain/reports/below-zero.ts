import type { Figures } from './check-figures.ts';
import { addDecimals, compareDecimals, subtractDecimals, type Decimal } from './decimal.ts';
import type { AdjustmentView } from './report.ts';
import type { RollUp } from './roll-up.ts';

/** A sum that a report would take below 0: a signed line was made on figures that fall now. */
export interface SumBelowZero {
	/** Township or county. */
	areaCode: string;
	indicator: string;
	now: Decimal;
	/** What it would come to. */
	after: Decimal;
	/** The signed lines in it, together. */
	adjustments: Decimal;
}

/** One, with the lines that could be taken back. */
export interface SumBelowZeroView extends SumBelowZero {
	/** Lines that lower it and stand, newest first; of another area than the account's none are told. */
	lines: AdjustmentView[];
}

/** The name by which somebody says that they know of one. */
export function nameOfSum({ areaCode, indicator }: Pick<SumBelowZero, 'areaCode' | 'indicator'>): string {
	return `${areaCode}:${indicator}`;
}

/** Whether a village's next report lowers any of its figures, which alone can take a sum below 0. */
export function lowersAny(accepted: Figures | null, next: Figures): boolean {
	return Object.keys(accepted ?? {}).some((key) => differenceOf(key, accepted, next).startsWith('-'));
}

/**
 * The sums that a village's report would take below 0, or further below, once it is accepted.
 *
 * @param sums the village's township and county as they are now
 * @param accepted what of the village is in them now
 */
export function sumsBelowZero(sums: readonly RollUp[], accepted: Figures | null, next: Figures): SumBelowZero[] {
	return sums.flatMap(({ areaCode, figures }) =>
		figures.flatMap(({ key, figure, source, adjustments }): SumBelowZero[] => {
			if (figure === null || source === 'shelters') return [];
			const after = addDecimals([figure, differenceOf(key, accepted, next)]);
			if (!after.startsWith('-') || compareDecimals(after, figure) >= 0) return [];
			return [{ areaCode, indicator: key, now: figure, after, adjustments }];
		})
	);
}

function differenceOf(key: string, accepted: Figures | null, next: Figures): Decimal {
	return subtractDecimals(next[key] ?? '0', accepted?.[key] ?? '0');
}
