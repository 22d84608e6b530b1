import type { Need } from '../people/person.ts';
import type { Group } from '../rosters/groups.ts';
import { compareRanked, rankOf, rankOfHousehold, type RankWeights } from '../rosters/rank.ts';

/** What a household is ranked by. */
export interface RankedMember {
	groups: readonly Group[];
	needs: readonly Need[];
}

/**
 * Puts the households of a list in order: vulnerable groups first, the heaviest ahead, then by needs, then the rest;
 * equals by id, so that paper and telephone show the same order.
 */
export function orderHouseholds<H extends { householdId: string; members: readonly RankedMember[] }>(
	households: readonly H[],
	weights: RankWeights
): H[] {
	return households
		.map((household) => ({
			household,
			id: household.householdId,
			rank: rankOfHousehold(household.members.map(({ groups, needs }) => rankOf(groups, needs, weights)))
		}))
		.sort(compareRanked)
		.map(({ household }) => household);
}
