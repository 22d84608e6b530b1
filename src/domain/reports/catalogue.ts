import { INDICATOR_RULES, type IndicatorRule } from './indicator-rules.ts';
import { indicatorOf, NATIONAL_INDICATORS, type Indicator } from './indicators.ts';
import type { LocalIndicator } from './local-indicator.ts';

/** What a county's reports are made of: the national indicators with their relations, and those of its own. */
export interface Catalogue {
	/** Every indicator a report can have: the national ones in their order, then the county's own, ended ones too. */
	all: readonly Indicator[];
	/** What is asked for now. */
	inUse: readonly Indicator[];
	/** The county's own, in the order in which they were added. */
	local: readonly LocalIndicator[];
	rules: readonly IndicatorRule[];
	find: (key: string) => Indicator | undefined;
}

/** The national catalogue alone, as an import of other counties' figures is read by. */
export const NATIONAL_CATALOGUE: Catalogue = {
	all: NATIONAL_INDICATORS,
	inUse: NATIONAL_INDICATORS,
	local: [],
	rules: INDICATOR_RULES,
	find: indicatorOf
};

/**
 * The catalogue of a county with indicators of its own. Each that is part (其中) of another must not be above it; parts
 * need not make it up, because the national parts need not either. An ended one keeps its relation for the reports that
 * still have it: left blank, it breaks nothing.
 */
export function catalogueWith(local: readonly LocalIndicator[]): Catalogue {
	if (local.length === 0) return NATIONAL_CATALOGUE;
	const byKey = new Map<string, Indicator>(local.map((one) => [one.key, one]));
	return {
		all: [...NATIONAL_INDICATORS, ...local],
		inUse: [...NATIONAL_INDICATORS, ...local.filter(({ endedAt }) => endedAt === null)],
		local,
		rules: [...INDICATOR_RULES, ...local.flatMap(ruleOf)],
		find: (key) => indicatorOf(key) ?? byKey.get(key)
	};
}

/** Rows by indicator as people read them: what is part of another, of the county's own, right below it. */
export function inPlace<T extends { key: string }>({ local }: Pick<Catalogue, 'local'>, rows: readonly T[]): T[] {
	const here = new Set(rows.map(({ key }) => key));
	const parentOf = new Map(local.map(({ key, parent }) => [key as string, parent]));
	const belowOf = ({ key }: T): string | null => {
		const parent = parentOf.get(key) ?? null;
		return parent !== null && here.has(parent) ? parent : null;
	};
	const parts = rows.filter((row) => belowOf(row) !== null);
	const withParts = (row: T): T[] => [row, ...parts.filter((part) => belowOf(part) === row.key).flatMap(withParts)];
	return rows.filter((row) => belowOf(row) === null).flatMap(withParts);
}

function ruleOf({ key, parent }: LocalIndicator): IndicatorRule[] {
	return parent === null ? [] : [{ level: 'error', left: parent, relation: 'atLeast', right: [key], source: 'local' }];
}
