import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviseLevel } from '#domain/advice/advise-level.ts';
import { findCrossings, reachedSince, type Crossing } from '#domain/advice/crossings.ts';
import { DEFAULT_THRESHOLDS, thresholdsOf } from '#domain/advice/seeded-thresholds.ts';

const all = thresholdsOf(DEFAULT_THRESHOLDS);
const NOBODY = { provinceFarming: null, countyFarming: null };
const readings = (deaths: string | null, thresholds = all) => adviseLevel({ deaths }, thresholds, NOBODY).readings;
const dead = all.find(({ id }) => id === 'county-2-dead')!;

/** The last crossings after figures were noted one after the other, each an hour after the one before. */
function after(figures: readonly (string | null)[]): Crossing[] {
	let last: Crossing[] = [];
	figures.forEach((figure, hour) => {
		const at = new Date(Date.UTC(2026, 0, 12, hour)).toISOString();
		const found = findCrossings(readings(figure), last);
		const ids = new Set(found.map(({ threshold }) => threshold.id));
		last = [...last.filter(({ threshold }) => !ids.has(threshold.id)), ...found.map((one) => ({ ...one, at }))];
	});
	return last;
}

describe('crossings', () => {
	test('are noted once when a threshold is reached, and not again while it stays reached', () => {
		expect(findCrossings(readings('5'), [])).toEqual([{ threshold: dead, isReached: true, figure: '5' }]);
		expect(reachedSince(dead, after(['4', '5', '6', '7']))).toBe('2026-01-12T01:00:00.000Z');
	});

	test('leave it when a correction takes the figure below, and begin anew later', () => {
		expect(reachedSince(dead, after(['6', '4']))).toBeNull();
		expect(reachedSince(dead, after(['6', null]))).toBeNull();
		expect(reachedSince(dead, after(['6', '4', '5']))).toBe('2026-01-12T02:00:00.000Z');
	});

	test('of a threshold that was taken out or set to another number are left; the new number is reached anew', () => {
		const last = after(['6']);
		const without = all.filter(({ id }) => id !== dead.id);
		expect(findCrossings(readings('6', without), last)).toEqual([{ threshold: dead, isReached: false, figure: null }]);
		const lower = all.map((one) => (one.id === dead.id ? { ...one, atLeast: '3' } : one));
		expect(
			findCrossings(readings('6', lower), last).map(({ isReached, threshold }) => [isReached, threshold.atLeast])
		).toEqual([
			[false, '5'],
			[true, '3']
		]);
	});
});

test('after any figures "since" is the hour from which on all of them reached it', () => {
	const figure = fc.option(fc.integer({ min: 0, max: 9 }).map(String));
	fc.assert(
		fc.property(fc.array(figure, { minLength: 1, maxLength: 20 }), (figures) => {
			const isReached = (one: string | null) => one !== null && Number(one) >= 5;
			const lastBelow = figures.findLastIndex((one) => !isReached(one));
			const expected =
				lastBelow === figures.length - 1 ? null : new Date(Date.UTC(2026, 0, 12, lastBelow + 1)).toISOString();
			expect(reachedSince(dead, after(figures))).toBe(expected);
		})
	);
});
