import { z } from 'zod';
import { line } from '../shared/fields.ts';
import {
	INDICATOR_GROUPS,
	NATIONAL_INDICATORS,
	NATIONAL_KEYS,
	type Indicator,
	type IndicatorGroup
} from './indicators.ts';

const GROUP_KEYS = Object.keys(INDICATOR_GROUPS) as [IndicatorGroup, ...IndicatorGroup[]];

/** An indicator that a county adds for itself (local); versions of it are kept like those of a policy. */
export const LocalIndicator = z.object({
	key: z.string().regex(/^local\.[a-z][A-Za-z0-9]{0,39}$/),
	zh: line(40).min(1),
	en: line(80).min(1),
	unit: line(8).min(1),
	decimals: z.int().min(0).max(4),
	group: z.enum(GROUP_KEYS),
	/** A national indicator that this one is a part of, or null. */
	parent: z.enum(NATIONAL_KEYS).nullable(),
	isCurrent: z.boolean()
});
export type LocalIndicator = z.infer<typeof LocalIndicator>;

/** The catalogue of a county: the national indicators in their order, then its own. */
export function catalogueWith(locals: readonly LocalIndicator[]): Indicator[] {
	return [...NATIONAL_INDICATORS, ...locals.map((local) => ({ ...local, isLocal: true }))];
}
