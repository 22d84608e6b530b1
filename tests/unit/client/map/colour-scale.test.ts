import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeScale, SCALE_STEPS } from '#client/map/colour-scale.ts';

describe('the scale of the townships’ colours', () => {
	it('keeps zero and “no figure” apart from small numbers', () => {
		const { stepOf } = makeScale([0, 3, 2000, null]);
		expect([null, undefined, 0, 1].map(stepOf)).toEqual([null, null, 0, 1]);
	});

	it('has round bounds', () => {
		expect(makeScale([2993]).bounds).toEqual([1, 150, 500, 1500, 2000]);
		expect(makeScale([]).bounds).toEqual([1]);
		expect(makeScale([3]).bounds).toEqual([1, 2]);
	});

	it('rises, stays within five steps and puts the largest into the last', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1_000_000), { minLength: 1 }), (values) => {
				const { bounds, stepOf } = makeScale(values);
				expect(bounds.length).toBeLessThanOrEqual(SCALE_STEPS);
				bounds.slice(1).forEach((bound, index) => expect(bound).toBeGreaterThan(bounds[index]!));
				const largest = Math.max(...values);
				if (largest > 0) expect(stepOf(largest)).toBe(bounds.length);
				const sorted = [...values].sort((a, b) => a - b).map((value) => stepOf(value)!);
				sorted.slice(1).forEach((step, index) => expect(step).toBeGreaterThanOrEqual(sorted[index]!));
			})
		);
	});
});
