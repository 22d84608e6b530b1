import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEEDS } from '#domain/people/person.ts';
import { effectivePolicies } from '#domain/policies/policies.ts';
import { GROUPS, inOrder } from '#domain/rosters/groups.ts';
import { compareRanked, rankOf, rankOfHousehold, type Rank } from '#domain/rosters/rank.ts';

const WEIGHTS = effectivePolicies([]);
const groups = fc.subarray([...GROUPS]);
const needs = fc.subarray([...NEEDS]);
const rank = fc.tuple(groups, needs).map(([of, having]) => rankOf(of, having, WEIGHTS));
const ranked = fc.record({ id: fc.uuid(), rank });

describe('the order', () => {
	test('is total: antisymmetric, transitive, and equal only for the same', () => {
		fc.assert(
			fc.property(ranked, ranked, ranked, (a, b, c) => {
				expect(Math.sign(compareRanked(a, b)) + Math.sign(compareRanked(b, a))).toBe(0);
				if (compareRanked(a, b) === 0) expect(a.id).toBe(b.id);
				if (compareRanked(a, b) <= 0 && compareRanked(b, c) <= 0) expect(compareRanked(a, c)).toBeLessThanOrEqual(0);
			})
		);
	});

	test('is the same from whatever order one begins with', () => {
		fc.assert(
			fc.property(
				fc
					.uniqueArray(ranked, { selector: ({ id }) => id })
					.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
				([all, shuffled]) => {
					expect(shuffled.toSorted(compareRanked)).toEqual(all.toSorted(compareRanked));
				}
			)
		);
	});

	test('puts who is in a group that counts before who is in none, whatever the needs', () => {
		fc.assert(
			fc.property(
				groups.filter((of) => of.length > 0),
				needs,
				needs,
				(of, having, others) => {
					const [vulnerable, other] = [rankOf(of, having, WEIGHTS), rankOf([], others, WEIGHTS)];
					expect(compareRanked({ id: 'z', rank: vulnerable }, { id: 'a', rank: other })).toBeLessThan(0);
				}
			)
		);
	});

	test('one more group or need never puts anybody further back', () => {
		fc.assert(
			fc.property(groups, needs, fc.constantFrom(...GROUPS), fc.constantFrom(...NEEDS), (of, having, group, need) => {
				const before = { id: 'same', rank: rankOf(of, having, WEIGHTS) };
				const more = { id: 'same', rank: rankOf([...of, group], [...having, need], WEIGHTS) };
				expect(compareRanked(more, before)).toBeLessThanOrEqual(0);
			})
		);
	});
});

test('a household ranks at least as its weakest member, in whatever order its members are taken', () => {
	fc.assert(
		fc.property(fc.array(rank, { minLength: 1 }), (members: Rank[]) => {
			const household = rankOfHousehold(members);
			expect(household).toEqual(rankOfHousehold(members.toReversed()));
			for (const member of members)
				expect(compareRanked({ id: '', rank: household }, { id: '', rank: member })).toBeLessThanOrEqual(0);
		})
	);
	expect(rankOfHousehold([])).toEqual({ highest: 0, groups: 0, needs: 0 });
});

test('the county’s weights decide', () => {
	const weights = { ...WEIGHTS, rankVeteranCare: 100 };
	const [veteran, alone] = [rankOf(['veteranCare'], [], weights), rankOf(['elderlyAlone'], [], weights)];
	expect(compareRanked({ id: 'b', rank: veteran }, { id: 'a', rank: alone })).toBeLessThan(0);
});

test('groups are listed once, in the order of the rosters', () => {
	expect(inOrder(['orphan', 'minimumLiving', 'orphan', 'unknown'])).toEqual(['minimumLiving', 'orphan']);
});
