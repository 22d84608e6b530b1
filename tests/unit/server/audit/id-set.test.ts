import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdSet } from '#server/audit/id-set.ts';

test('holds what was added, once, and nothing else', () => {
	const id = fc
		.oneof(fc.nat(5_000), fc.maxSafeNat(), fc.integer({ min: -5, max: 0 }))
		.filter((n) => n > 1e12 || n < 1e6);
	fc.assert(
		fc.property(fc.array(id), fc.array(id), (added, asked) => {
			const set = new IdSet();
			for (const one of added) set.add(one);
			const expected = new Set(added);
			expect(set.size).toBe(expected.size);
			for (const one of [...added, ...asked]) expect(set.has(one)).toBe(expected.has(one));
		})
	);
});
