import type { Need } from '../people/person.ts';
import type { Policies } from '../policies/policies.ts';
import type { Group } from './groups.ts';

/** Which policy weighs a group. */
const GROUP_POLICIES = {
	minimumLiving: 'rankMinimumLiving',
	extremePoverty: 'rankExtremePoverty',
	lowIncomeEdge: 'rankLowIncomeEdge',
	orphan: 'rankOrphan',
	childInNeed: 'rankChildInNeed',
	severeDisability: 'rankSevereDisability',
	elderlyAlone: 'rankElderlyAlone',
	veteranCare: 'rankVeteranCare'
} as const satisfies Record<Group, keyof Policies>;

/** Which policy weighs a need. */
const NEED_POLICIES = {
	elderly: 'rankNeedElderly',
	infant: 'rankNeedInfant',
	pregnant: 'rankNeedPregnant',
	disabled: 'rankNeedDisabled',
	chronic: 'rankNeedChronic',
	medication: 'rankNeedMedication',
	diet: 'rankNeedDiet'
} as const satisfies Record<Need, keyof Policies>;

/** The weights in force (practice: a county sets them). */
export type RankWeights = Pick<Policies, (typeof GROUP_POLICIES)[Group] | (typeof NEED_POLICIES)[Need]>;

/** Where somebody stands in an order: the heaviest group first, then all groups together, then the needs. */
export interface Rank {
	/** Weight of the heaviest group; 0 outside every group. */
	highest: number;
	/** Weights of all groups. */
	groups: number;
	/** Weights of all needs. */
	needs: number;
}

const NO_RANK: Rank = { highest: 0, groups: 0, needs: 0 };

const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);

/** The rank of one person; for relocation lists, shelter needs and case review alike. */
export function rankOf(groups: readonly Group[], needs: readonly Need[], weights: RankWeights): Rank {
	const ofGroups = [...new Set(groups)].map((group) => weights[GROUP_POLICIES[group]]);
	const ofNeeds = [...new Set(needs)].map((need) => weights[NEED_POLICIES[need]]);
	return { highest: Math.max(0, ...ofGroups), groups: sum(ofGroups), needs: sum(ofNeeds) };
}

/** The rank of a household: as its weakest member, with the weights of all together behind. */
export function rankOfHousehold(members: readonly Rank[]): Rank {
	return members.reduce(
		(all, { highest, groups, needs }) => ({
			highest: Math.max(all.highest, highest),
			groups: all.groups + groups,
			needs: all.needs + needs
		}),
		NO_RANK
	);
}

/**
 * The order of two who are ranked, the weaker first; equals by id, so that the order is the same each time and
 * everywhere.
 */
export function compareRanked(a: { id: string; rank: Rank }, b: { id: string; rank: Rank }): number {
	return (
		b.rank.highest - a.rank.highest ||
		b.rank.groups - a.rank.groups ||
		b.rank.needs - a.rank.needs ||
		(a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
	);
}
