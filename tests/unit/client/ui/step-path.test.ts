import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundUp, stepPath } from '#client/ui/step-path.ts';

it('rounds a scale up to 1, 2 or 5', () => {
	expect([0, 1, 3, 12, 266, 700, 3_000].map(roundUp)).toEqual([1, 1, 5, 20, 500, 1_000, 5_000]);
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 10_000_000 }), (value) => {
			const top = roundUp(value);
			expect(top).toBeGreaterThanOrEqual(value);
			expect(top).toBeLessThan(value * 2.51);
		})
	);
});

it('holds a figure until the next one', () => {
	const path = stepPath(
		[
			{ at: 0, value: 10 },
			{ at: 50, value: 20 }
		],
		100,
		40,
		100
	);
	expect(path?.line).toBe('M0 20H50V0H100');
	expect(path?.end).toEqual({ x: 100, y: 0 });
});

it('reaches up to the reference', () => {
	expect(stepPath([{ at: 0, value: 10 }], 100, 40, 100, 180)?.top).toBe(200);
});

it('draws nothing from nothing', () => expect(stepPath([], 100, 40, 100)).toBeNull());
