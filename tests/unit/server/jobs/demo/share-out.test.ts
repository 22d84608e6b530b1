import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from '#server/jobs/demo/share-out.ts';

describe('shareOut', () => {
	it('adds up to the total, in whole parts that follow the weights', () => {
		fc.assert(
			fc.property(
				fc.nat(100_000),
				fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 400 }),
				(total, weights) => {
					const parts = shareOut(total, weights);
					expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
					expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
					const sum = weights.reduce((all, weight) => all + weight, 0);
					if (sum > 0)
						parts.forEach((part, at) => expect(Math.abs(part - (total * weights[at]!) / sum)).toBeLessThan(1.001));
				}
			)
		);
	});
});
