import type { Catalogue } from '#domain/reports/catalogue.ts';
import {
	INDICATOR_GROUPS,
	indicatorOf,
	NATIONAL_INDICATORS,
	nameOf,
	type Indicator,
	type IndicatorGroup,
	type NationalKey
} from '#domain/reports/indicators.ts';
import { isLocalKey } from '#domain/reports/local-indicator.ts';
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
const FIRST_GROUPS: readonly FormGroup[] = Object.entries(FIRST_ASKED).map(([group, keys]) => ({
	group: group as IndicatorGroup,
	indicators: keys.map((key) => indicatorOf(key))
}));

/** All other national ones, folded. */
const FOLDED_GROUPS: readonly FormGroup[] = (Object.keys(INDICATOR_GROUPS) as IndicatorGroup[]).map((group) => ({
	group,
	indicators: NATIONAL_INDICATORS.filter((one) => one.group === group && !isAskedFirst.has(one.key))
}));

/**
 * The form of a county: the handful at the top, and the rest folded by group. An indicator of the county's own that is
 * part of another stands below it, any other at the end of its group.
 */
export function layOut({ inUse }: Pick<Catalogue, 'inUse'>): { first: FormGroup[]; folded: FormGroup[] } {
	const local = inUse.filter(({ key }) => isLocalKey(key));
	const first = FIRST_GROUPS.map((of) => withParts(of, local));
	const placed = new Set(first.flatMap(({ indicators }) => indicators.map(({ key }) => key)));
	const folded = FOLDED_GROUPS.map((of) => {
		const whole = withParts(of, local);
		const shown = new Set(whole.indicators.map(({ key }) => key));
		const others = local.filter(({ key, group }) => group === of.group && !placed.has(key) && !shown.has(key));
		return { ...whole, indicators: [...whole.indicators, ...inOrder(others)] };
	});
	return { first, folded: folded.filter(({ indicators }) => indicators.length > 0) };
}

function withParts({ group, indicators }: FormGroup, local: readonly Indicator[]): FormGroup {
	return { group, indicators: indicators.flatMap((one) => [one, ...partsOf(one, local)]) };
}

/** The county's own parts of an indicator, each with its own parts below it. */
function partsOf({ key }: Indicator, local: readonly Indicator[]): Indicator[] {
	return local.filter(({ parent }) => parent === key).flatMap((part) => [part, ...partsOf(part, local)]);
}

/** Those that stand for themselves, each with its parts below it. */
function inOrder(local: readonly Indicator[]): Indicator[] {
	return local.filter(({ parent }) => parent === null).flatMap((one) => [one, ...partsOf(one, local)]);
}

/** An indicator's name without 累计值 or 实时值, which stands beside it as a mark. */
export function bareName(indicator: Indicator, language: Locale): string {
	return nameOf(indicator)[language].replace(/\s*[（(](累计值|实时值|so far|now)[）)]$/, '');
}
