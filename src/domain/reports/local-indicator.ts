import { z } from 'zod';
import { Command, line, Reason } from '../shared/fields.ts';
import { INDICATOR_UNITS } from './indicator-units.ts';
import { INDICATOR_GROUPS, NATIONAL_KEYS, type Indicator, type IndicatorGroup } from './indicators.ts';

/** Key of an indicator of the county's own (地方指标): a number that is never given twice. National keys have no dot. */
export type LocalKey = `local.${number}`;

const LOCAL_KEY = /^local\.[1-9]\d{0,4}$/;

export function localKeyOf(number: number): LocalKey {
	return `local.${number}`;
}

export function isLocalKey(key: string): key is LocalKey {
	return LOCAL_KEY.test(key);
}

/** The number in a key; keys in its order are in the order in which they were added. */
export function numberOf(key: LocalKey): number {
	return Number(key.slice('local.'.length));
}

/** Key of an indicator, of the national catalogue or of the county's own. */
export const IndicatorKey = z.union([
	z.enum(NATIONAL_KEYS),
	z.custom<LocalKey>((key) => typeof key === 'string' && isLocalKey(key))
]);
export type IndicatorKey = z.infer<typeof IndicatorKey>;

/** An indicator that the county asks for beside the national ones. It is never deleted: old reports are read by it. */
export interface LocalIndicator extends Indicator {
	key: LocalKey;
	/** From when reports may have it, UTC. */
	activeFrom: string;
	/** Since when it is asked for no more; null while it is. */
	endedAt: string | null;
	version: number;
}

/** Whether a report of a moment may have it: until it ended. Who reports of a time before it began knows of it since. */
export function isAskedAt({ endedAt }: Pick<LocalIndicator, 'endedAt'>, moment: string): boolean {
	return endedAt === null || Date.parse(moment) <= Date.parse(endedAt);
}

/** Units may be others than the catalogue's, but no sentence. */
const UNIT_LENGTH = 8;

const LABEL_LENGTH = 40;

/** A label goes into headers, into tables that programs open, and into documents, where braces name figures. */
const Label = line(LABEL_LENGTH)
	.refine((text) => /^([\p{L}\p{N}][^{}]*)?$/u.test(text), { error: 'marks' })
	.refine((text) => !/^其中/.test(text), { error: 'partInName' });

/** Units that names are given with though they are no unit of the catalogue. */
const OTHER_UNITS = [
	'座',
	'处',
	'栋',
	'幢',
	'条',
	'口',
	'辆',
	'艘',
	'台',
	'套',
	'吨',
	'亩',
	'米',
	'公里',
	'平方米',
	'元'
];

const UNITS: ReadonlySet<string> = new Set([
	...OTHER_UNITS,
	...Object.values(INDICATOR_UNITS).flatMap(({ zh, en }) => [zh, en])
]);

/** Whether a label ends with its unit in brackets, as in 受损大棚（个）; 受损大棚（累计值） does not. */
function endsWithUnit(label: string, unit: string): boolean {
	const inBrackets = /[(（]\s*(单位\s*[:：])?\s*([^()（）]*?)\s*[)）]$/u.exec(label);
	if (!inBrackets) return false;
	const [, isNamed, text = ''] = inBrackets;
	return isNamed !== undefined || (text !== '' && (text === unit || UNITS.has(text)));
}

/** Adds an indicator of the county's own. Its unit and what it is part of stand beside the name, not in it. */
export const AddIndicatorInput = Command.extend({
	zh: Label.min(2),
	/** May be empty: then the Chinese one stands in its place. */
	en: Label,
	/** 其中: part of another indicator, whose unit, places and group it has; otherwise these, of its own. */
	of: z.union([
		z.object({ parent: IndicatorKey }),
		z.object({
			group: z.enum(Object.keys(INDICATOR_GROUPS) as [IndicatorGroup, ...IndicatorGroup[]]),
			unit: line(UNIT_LENGTH).min(1),
			decimals: z.int().min(0).max(2)
		})
	]),
	/** 实时值: may fall. */
	isCurrent: z.boolean(),
	/** Whose demand it is, such as the number of a paper. */
	reason: Reason
}).superRefine(({ zh, en, of }, context) => {
	const unit = 'unit' in of ? of.unit : '';
	for (const [name, label] of Object.entries({ zh, en }))
		if (endsWithUnit(label, unit)) context.addIssue({ code: 'custom', path: [name], message: 'unitInName' });
});
export type AddIndicatorInput = z.infer<typeof AddIndicatorInput>;

/** Asks for an indicator of the county's own no more. */
export const EndIndicatorInput = Command.extend({ key: IndicatorKey, reason: Reason });
export type EndIndicatorInput = z.infer<typeof EndIndicatorInput>;
