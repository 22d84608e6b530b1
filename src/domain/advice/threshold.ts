import { z } from 'zod';
import { compareDecimals, decimalOf, type Decimal } from '../reports/decimal.ts';
import { NATIONAL_INDICATORS, type NationalKey } from '../reports/indicators.ts';
import { line } from '../shared/fields.ts';

/** What a threshold may look at: figures that never fall (累计值), so that a level reached is not lost by a return. */
export const THRESHOLD_KEYS = NATIONAL_INDICATORS.filter(({ isCurrent }) => !isCurrent).map(({ key }) => key) as [
	NationalKey,
	...NationalKey[]
];

/** Populations that a share is taken of; the catalogue has none, so a county enters them. */
export const POPULATIONS = {
	provinceFarming: { zh: '全省农牧业人口', en: 'Farming population of the province' },
	countyFarming: { zh: '全县农牧业人口', en: 'Farming population of the county' }
} as const;
export type PopulationKey = keyof typeof POPULATIONS;

const Keys = z
	.array(z.enum(THRESHOLD_KEYS))
	.min(1)
	.max(6)
	.refine((keys) => new Set(keys).size === keys.length);

/** What is compared: the sum of figures, or that sum as a share of a population, in per cent. */
export const Measure = z.discriminatedUnion('of', [
	z.object({ of: z.literal('sum'), keys: Keys }),
	z.object({ of: z.literal('share'), keys: Keys, base: z.enum(['provinceFarming', 'countyFarming']) })
]);
export type Measure = z.infer<typeof Measure>;

/** A number above 0, canonical, as its text. */
export const Amount = z
	.string()
	.max(20)
	.transform((text, context): Decimal => {
		const amount = decimalOf(text);
		if (amount !== null && compareDecimals(amount, '0') > 0) return amount;
		context.addIssue({ code: 'custom', message: 'amount' });
		return z.NEVER;
	});

/** Response levels that can be advised: 1 is Ⅰ, the highest. */
export const AdvisedLevel = z.int().min(1).max(4);

/** A county's threshold: from `atLeast` (以上, included) to `below` (以下, excluded; null: no end) its level is advised. */
export const CountyThreshold = z
	.object({
		id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
		level: AdvisedLevel,
		measure: Measure,
		atLeast: Amount,
		below: Amount.nullable(),
		/** The text it is taken from; English may be missing. */
		basis: z.object({ zh: line(200).min(1), en: line(200) })
	})
	.refine(({ measure, atLeast }) => measure.of === 'sum' || !atLeast.includes('.'), {
		path: ['atLeast'],
		error: 'wholePerCent'
	});
export type CountyThreshold = z.infer<typeof CountyThreshold>;

/** A threshold as it is compared with. */
export interface Threshold extends CountyThreshold {
	scope: 'national' | 'county';
	source: 'law' | 'local';
}

/** All that a county says of thresholds: one version holds all of it. */
export const ThresholdSet = z.object({
	thresholds: z.array(CountyThreshold).max(60),
	populations: z.object({ provinceFarming: Amount.nullable(), countyFarming: Amount.nullable() }),
	/** Whether national thresholds are shown while none of them is reached. They are compared always. */
	showsNational: z.boolean()
});
export type ThresholdSet = z.infer<typeof ThresholdSet>;

/** Whether two thresholds look at the same figures in the same way. */
export function isSameMeasure(a: Measure, b: Measure): boolean {
	const keyOf = (one: Measure) => [one.of, one.of === 'share' ? one.base : '', ...[...one.keys].sort()].join();
	return keyOf(a) === keyOf(b);
}
