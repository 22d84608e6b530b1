import type { Decimal } from '../reports/decimal.ts';
import type { Reading } from './advise-level.ts';
import { isSameMeasure, type Threshold } from './threshold.ts';

/** The last that was noted of a threshold in an event: that it was reached, or that it was left again. */
export interface Crossing {
	threshold: Threshold;
	isReached: boolean;
	/** The figure then; null where it was not known any more, or the threshold was taken out. */
	figure: Decimal | null;
	at: string;
}

/** A crossing to be noted. */
export type NewCrossing = Omit<Crossing, 'at'>;

/**
 * What is to be noted now: thresholds reached that were not, and those left. One that was changed or taken out is left;
 * one reached at another number is left and reached anew, so that "since" speaks of the number that stands.
 *
 * @param last the last crossing of each threshold of the event.
 */
export function findCrossings(readings: readonly Reading[], last: readonly Crossing[]): NewCrossing[] {
	const byId = new Map(readings.map((reading) => [reading.threshold.id, reading]));
	const standing = new Map(last.filter(({ isReached }) => isReached).map((one) => [one.threshold.id, one]));
	const left = [...standing.values()].flatMap(({ threshold }): NewCrossing[] => {
		const reading = byId.get(threshold.id);
		if (reading?.state === 'reached' && isSameLine(reading.threshold, threshold)) return [];
		return [{ threshold, isReached: false, figure: reading?.figure ?? null }];
	});
	const leftIds = new Set(left.map(({ threshold }) => threshold.id));
	const reached = readings
		.filter(({ threshold, state }) => state === 'reached' && (!standing.has(threshold.id) || leftIds.has(threshold.id)))
		.map(({ threshold, figure }): NewCrossing => ({ threshold, isReached: true, figure }));
	return [...left, ...reached];
}

/** Since when a threshold is reached without a break; null when nothing was noted. */
export function reachedSince(threshold: Threshold, last: readonly Crossing[]): string | null {
	const crossing = last.find((one) => one.threshold.id === threshold.id);
	return crossing?.isReached ? crossing.at : null;
}

/** Whether two versions of a threshold are reached by the same figures and advise the same. */
function isSameLine(a: Threshold, b: Threshold): boolean {
	return a.level === b.level && a.atLeast === b.atLeast && isSameMeasure(a.measure, b.measure);
}
