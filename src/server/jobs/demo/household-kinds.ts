/** Who lives with the head of a household; a son who stayed is `grownChild`, his wife `childInLaw`. */
export type Part =
	'spouse' | 'child' | 'grownChild' | 'childInLaw' | 'grandchild' | 'parent' | 'grandparent' | 'sibling';

/** A kind of household: how common, how old its head is, and who else belongs to it. */
export interface HouseholdKind {
	weight: number;
	headAge: readonly [low: number, high: number];
	others: readonly Part[];
}

/** Where people come from: a village; a road or a railway, where travellers are stranded; a home for old people. */
export type Origin = 'village' | 'travellers' | 'oldPeople';

const OLD = [60, 84] as const;
const GRANDPARENTS = [57, 74] as const;
const MIDDLE = [31, 47] as const;

/**
 * Kinds of households, 3.1 people on average (assumption: the 2020 census has 2.7 to a household in the province, and
 * it is whole families of several generations that leave a mountain village). The weights are set so that ages come
 * out near the county's in the 2020 census (0–14: 21.4 %, 15–59: 56.1 %, from 60: 22.5 %), with more old people and
 * fewer of working age, who are away for work (assumption).
 */
export const HOUSEHOLD_KINDS: Readonly<Record<Origin, readonly HouseholdKind[]>> = {
	village: [
		{ weight: 100, headAge: OLD, others: [] },
		{ weight: 40, headAge: [24, 57], others: [] },
		{ weight: 105, headAge: OLD, others: ['spouse'] },
		{ weight: 40, headAge: [27, 57], others: ['spouse'] },
		{ weight: 20, headAge: [34, 58], others: ['parent'] },
		{ weight: 15, headAge: [28, 48], others: ['child'] },
		{ weight: 25, headAge: GRANDPARENTS, others: ['grandchild'] },
		{ weight: 130, headAge: [26, 46], others: ['spouse', 'child'] },
		{ weight: 65, headAge: GRANDPARENTS, others: ['spouse', 'grandchild'] },
		{ weight: 30, headAge: [32, 56], others: ['spouse', 'parent'] },
		{ weight: 15, headAge: [30, 48], others: ['child', 'parent'] },
		{ weight: 150, headAge: MIDDLE, others: ['spouse', 'child', 'child'] },
		{ weight: 50, headAge: GRANDPARENTS, others: ['spouse', 'grandchild', 'grandchild'] },
		{ weight: 40, headAge: [28, 50], others: ['spouse', 'child', 'parent'] },
		{ weight: 60, headAge: MIDDLE, others: ['spouse', 'child', 'child', 'parent'] },
		{ weight: 25, headAge: [28, 50], others: ['spouse', 'child', 'parent', 'parent'] },
		{ weight: 35, headAge: [52, 70], others: ['spouse', 'grownChild', 'childInLaw', 'grandchild'] },
		{ weight: 40, headAge: MIDDLE, others: ['spouse', 'child', 'child', 'parent', 'parent'] },
		{ weight: 10, headAge: MIDDLE, others: ['spouse', 'child', 'child', 'child', 'parent'] },
		{ weight: 9, headAge: MIDDLE, others: ['spouse', 'child', 'child', 'child', 'parent', 'parent'] },
		{ weight: 6, headAge: [31, 42], others: ['spouse', 'child', 'child', 'parent', 'parent', 'grandparent'] }
	],
	travellers: [
		{ weight: 45, headAge: [19, 58], others: [] },
		{ weight: 15, headAge: [24, 55], others: ['spouse'] },
		{ weight: 12, headAge: [27, 45], others: ['spouse', 'child'] },
		{ weight: 6, headAge: [31, 45], others: ['spouse', 'child', 'child'] },
		{ weight: 8, headAge: [20, 30], others: ['sibling'] },
		{ weight: 8, headAge: [26, 42], others: ['child'] }
	],
	oldPeople: [
		{ weight: 94, headAge: [64, 92], others: [] },
		{ weight: 6, headAge: [66, 86], others: ['spouse'] }
	]
};
