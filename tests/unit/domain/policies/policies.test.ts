import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePolicyChange } from '#domain/policies/change-policy.ts';
import { effectivePolicies, POLICIES, POLICY_KEYS } from '#domain/policies/policies.ts';

const DEFAULTS = effectivePolicies([]);

describe('the catalogue', () => {
	test.each(POLICY_KEYS)('%s: its default keeps its own rule and has words in both languages', (key) => {
		const policy = POLICIES[key];
		expect(policy.schema.parse(policy.default)).toBe(policy.default);
		for (const words of [policy.name, policy.meaning, policy.unit, policy.basis]) {
			expect(words.zh).not.toBe('');
			expect(words.en).not.toBe('');
		}
	});
});

describe('the values in force', () => {
	test('are the newest versions, in whatever order they are read', () => {
		const rows = [1, 2, 3].map((version) => ({ key: 'staleAfterMinutes', version, value: 100 + version }));
		fc.assert(
			fc.property(fc.shuffledSubarray(rows, { minLength: 1 }), (some) => {
				const newest = Math.max(...some.map((row) => row.version));
				expect(effectivePolicies(some)).toEqual({ ...DEFAULTS, staleAfterMinutes: 100 + newest });
			})
		);
	});

	test('pass over keys of another version of the product', () => {
		expect(effectivePolicies([{ key: 'gone', version: 1, value: 'x' }])).toEqual(DEFAULTS);
		expect(effectivePolicies([{ key: 'toString', version: 1, value: 'x' }])).toEqual(DEFAULTS);
	});
});

describe('a change', () => {
	test('is either a value its rule allows or a problem, for any number', () => {
		fc.assert(
			fc.property(fc.constantFrom(...POLICY_KEYS), fc.double(), (key, value) => {
				const decided = decidePolicyChange(DEFAULTS, key, value);
				if (decided.ok) expect(POLICIES[key].schema.safeParse(decided.value).success).toBe(true);
				else expect(['invalidPolicy', 'nothingToChange']).toContain(decided.problem.code);
			})
		);
	});

	test('keeps amber at or below red', () => {
		expect(decidePolicyChange(DEFAULTS, 'amberOccupancyPercent', 100).ok).toBe(true);
		expect(decidePolicyChange(DEFAULTS, 'amberOccupancyPercent', 101).ok).toBe(false);
		expect(decidePolicyChange(DEFAULTS, 'redOccupancyPercent', 79).ok).toBe(false);
	});
});
