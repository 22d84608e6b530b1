import {
	INDICATOR_GROUPS,
	indicatorOf,
	NATIONAL_INDICATORS,
	nameOf,
	type Indicator,
	type IndicatorGroup,
	type NationalKey
} from '#domain/reports/indicators.ts';
import type { Locale } from '#domain/shared/problems.ts';

/** What a first report is about; the rest is folded by group. */
const FIRST_ASKED = {
	people: ['affected', 'deaths', 'missing', 'injured'],
	relocation: ['relocatedTotal', 'shelteredTotal', 'dispersedTotal', 'relocatedNow', 'shelteredNow', 'dispersedNow'],
	housing: [
		'collapsedRooms',
		'collapsedDwellingRooms',
		'collapsedHouseholds',
		'severelyDamagedRooms',
		'severelyDamagedDwellingRooms',
		'severelyDamagedHouseholds',
		'slightlyDamagedRooms',
		'slightlyDamagedDwellingRooms',
		'slightlyDamagedHouseholds'
	]
} as const satisfies Partial<Record<IndicatorGroup, readonly NationalKey[]>>;

/** Indicators that stand together under a head. */
export interface FormGroup {
	group: IndicatorGroup;
	indicators: readonly Indicator[];
}

const isAskedFirst = new Set<string>(Object.values(FIRST_ASKED).flat());

/** The handful at the top. */
export const FIRST_GROUPS: readonly FormGroup[] = Object.entries(FIRST_ASKED).map(([group, keys]) => ({
	group: group as IndicatorGroup,
	indicators: keys.map((key) => indicatorOf(key))
}));

/** All others, folded. */
export const FOLDED_GROUPS: readonly FormGroup[] = (Object.keys(INDICATOR_GROUPS) as IndicatorGroup[])
	.map((group) => ({
		group,
		indicators: NATIONAL_INDICATORS.filter((one) => one.group === group && !isAskedFirst.has(one.key))
	}))
	.filter(({ indicators }) => indicators.length > 0);

/** An indicator's name without 累计值 or 实时值, which stands beside it as a mark. */
export function bareName(indicator: Indicator, language: Locale): string {
	return nameOf(indicator)[language].replace(/\s*[（(](累计值|实时值|so far|now)[）)]$/, '');
}
