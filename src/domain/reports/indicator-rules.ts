import type { Decimal } from './decimal.ts';
import type { NationalKey } from './indicators.ts';

/** How indicators must stand to each other. */
export interface IndicatorRule<Key extends string = string> {
	/** `error` blocks a report, `warning` asks for a written reason. */
	level: 'error' | 'warning';
	left: Key;
	/** `equals`: left is the sum of right; `atLeast`: left is not below the sum of right. */
	relation: 'equals' | 'atLeast';
	right: readonly Key[];
	/**
	 * law: the national text; definition: it follows from what the words mean; sense: it is hardly otherwise; local: the
	 * county says that one is part of the other.
	 */
	source: 'law' | 'definition' | 'sense' | 'local';
	/** How far the sides of `equals` may lie apart, because each figure was rounded by itself. */
	tolerance?: Decimal;
	/** Broken in practice more often than kept; a break alone says little. */
	isOftenBroken?: true;
}

/** The relations of the national natural-disaster statistics catalogue (自然灾害情况统计调查制度) and of sense. */
export const INDICATOR_RULES: readonly IndicatorRule<NationalKey>[] = [
	{
		level: 'error',
		left: 'relocatedTotal',
		relation: 'equals',
		right: ['shelteredTotal', 'dispersedTotal'],
		source: 'law'
	},
	{ level: 'error', left: 'relocatedNow', relation: 'equals', right: ['shelteredNow', 'dispersedNow'], source: 'law' },
	{
		level: 'error',
		left: 'directEconomicLoss',
		relation: 'equals',
		right: [
			'householdPropertyLoss',
			'agricultureLoss',
			'industryLoss',
			'infrastructureLoss',
			'publicServiceLoss',
			'otherLoss'
		],
		source: 'law',
		tolerance: '0.03'
	},
	{ level: 'error', left: 'affected', relation: 'atLeast', right: ['deaths'], source: 'law' },
	{ level: 'error', left: 'affected', relation: 'atLeast', right: ['missing'], source: 'law' },
	{ level: 'error', left: 'affected', relation: 'atLeast', right: ['injured'], source: 'law' },
	{ level: 'error', left: 'affected', relation: 'atLeast', right: ['relocatedTotal'], source: 'law' },
	{ level: 'error', left: 'affected', relation: 'atLeast', right: ['needingEmergencyAidTotal'], source: 'law' },
	{ level: 'error', left: 'affected', relation: 'atLeast', right: ['needingDroughtAidTotal'], source: 'law' },
	{ level: 'error', left: 'injured', relation: 'atLeast', right: ['seriouslyInjured'], source: 'law' },
	{ level: 'error', left: 'relocatedTotal', relation: 'atLeast', right: ['relocatedNow'], source: 'definition' },
	{ level: 'error', left: 'shelteredTotal', relation: 'atLeast', right: ['shelteredNow'], source: 'definition' },
	{ level: 'error', left: 'dispersedTotal', relation: 'atLeast', right: ['dispersedNow'], source: 'definition' },
	{ level: 'error', left: 'sheltersTotal', relation: 'atLeast', right: ['sheltersNow'], source: 'definition' },
	{
		level: 'error',
		left: 'needingEmergencyAidTotal',
		relation: 'atLeast',
		right: ['needingEmergencyAidNow'],
		source: 'definition'
	},
	{
		level: 'error',
		left: 'needingDroughtAidTotal',
		relation: 'atLeast',
		right: ['needingDroughtAidNow'],
		source: 'definition'
	},
	{ level: 'error', left: 'lackingWaterTotal', relation: 'atLeast', right: ['lackingWaterNow'], source: 'definition' },
	{
		level: 'error',
		left: 'needingDroughtAidTotal',
		relation: 'atLeast',
		right: ['lackingWaterTotal'],
		source: 'definition'
	},
	{
		level: 'error',
		left: 'needingDroughtAidNow',
		relation: 'atLeast',
		right: ['lackingWaterNow'],
		source: 'definition'
	},
	{
		level: 'error',
		left: 'collapsedRooms',
		relation: 'atLeast',
		right: ['collapsedDwellingRooms'],
		source: 'definition'
	},
	{
		level: 'error',
		left: 'severelyDamagedRooms',
		relation: 'atLeast',
		right: ['severelyDamagedDwellingRooms'],
		source: 'definition'
	},
	{
		level: 'error',
		left: 'slightlyDamagedRooms',
		relation: 'atLeast',
		right: ['slightlyDamagedDwellingRooms'],
		source: 'definition'
	},
	{ level: 'error', left: 'cropAffectedArea', relation: 'atLeast', right: ['cropDamagedArea'], source: 'law' },
	{ level: 'error', left: 'cropDamagedArea', relation: 'atLeast', right: ['cropDestroyedArea'], source: 'law' },
	{ level: 'error', left: 'cropAffectedArea', relation: 'atLeast', right: ['grainAffectedArea'], source: 'definition' },
	{ level: 'error', left: 'cropDamagedArea', relation: 'atLeast', right: ['grainDamagedArea'], source: 'definition' },
	{
		level: 'error',
		left: 'cropDestroyedArea',
		relation: 'atLeast',
		right: ['grainDestroyedArea'],
		source: 'definition'
	},
	{ level: 'error', left: 'grainAffectedArea', relation: 'atLeast', right: ['grainDamagedArea'], source: 'law' },
	{ level: 'error', left: 'grainDamagedArea', relation: 'atLeast', right: ['grainDestroyedArea'], source: 'law' },
	{ level: 'warning', left: 'affected', relation: 'atLeast', right: ['preemptivelyEvacuated'], source: 'sense' },
	{ level: 'warning', left: 'affected', relation: 'atLeast', right: ['deaths', 'missing', 'injured'], source: 'sense' },
	{
		level: 'warning',
		left: 'needingEmergencyAidTotal',
		relation: 'atLeast',
		right: ['needingTransitionalAid'],
		source: 'law',
		isOftenBroken: true
	},
	{
		level: 'warning',
		left: 'collapsedDwellingRooms',
		relation: 'atLeast',
		right: ['collapsedHouseholds'],
		source: 'sense'
	},
	{
		level: 'warning',
		left: 'severelyDamagedDwellingRooms',
		relation: 'atLeast',
		right: ['severelyDamagedHouseholds'],
		source: 'sense'
	},
	{
		level: 'warning',
		left: 'slightlyDamagedDwellingRooms',
		relation: 'atLeast',
		right: ['slightlyDamagedHouseholds'],
		source: 'sense'
	},
	{
		level: 'warning',
		left: 'livestockDeaths',
		relation: 'equals',
		right: ['largeLivestockDeaths', 'smallLivestockDeaths'],
		source: 'definition'
	},
	{
		level: 'warning',
		left: 'livestockLackingWater',
		relation: 'equals',
		right: ['largeLivestockLackingWater', 'smallLivestockLackingWater'],
		source: 'definition'
	}
];

/** A rule's name: the relation itself, such as `affected >= deaths`. */
export function ruleId({ left, relation, right }: IndicatorRule): string {
	return `${left} ${relation === 'equals' ? '=' : '>='} ${right.join(' + ')}`;
}
