import { NATIONAL_CATALOGUE, type Catalogue } from './catalogue.ts';
import { addDecimals, compareDecimals, placesOf, sizeOf, subtractDecimals, type Decimal } from './decimal.ts';
import { ruleId, type IndicatorRule } from './indicator-rules.ts';
import type { Indicator } from './indicators.ts';

/** Figures by the key of their indicator; what was left blank is absent. */
export type Figures = Readonly<Partial<Record<string, Decimal>>>;

/** A figure of a break; null where it was left blank, which counts as 0. */
export interface BrokenFigure {
	key: string;
	figure: Decimal | null;
}

/** A relation that the figures break, with the figures in it. */
export interface RuleBreak {
	kind: 'relation';
	/** The rule's name, such as `affected >= deaths`. */
	rule: string;
	level: IndicatorRule['level'];
	relation: IndicatorRule['relation'];
	left: BrokenFigure;
	right: BrokenFigure[];
	/** Left minus the sum of right. */
	difference: Decimal;
	isOftenBroken: boolean;
}

/** A single figure that no count or measure of its indicator can be. */
export interface FigureBreak {
	kind: 'negative' | 'tooManyPlaces';
	rule: string;
	level: 'error';
	left: BrokenFigure;
	/** Places the indicator has behind the point. */
	decimals: number;
}

export type Break = RuleBreak | FigureBreak;

/**
 * Every break of the rules by these figures, in the order of the catalogue and of the rules. A rule of which all
 * figures are blank says nothing; otherwise a blank counts as 0, as on the official form.
 *
 * @param catalogue give it where the county has indicators of its own
 */
export function checkFigures(figures: Figures, catalogue: Catalogue = NATIONAL_CATALOGUE): Break[] {
	return [
		...catalogue.all.flatMap((indicator) => checkFigure(indicator, figures[indicator.key])),
		...catalogue.rules.flatMap((rule) => checkRule(rule, figures))
	];
}

/** Whether any of the breaks blocks a report. */
export function isBlocked(breaks: readonly Break[]): boolean {
	return breaks.some(({ level }) => level === 'error');
}

function checkFigure({ key, decimals }: Indicator, figure: Decimal | undefined): FigureBreak[] {
	if (figure === undefined) return [];
	const [isNegative, isTooFine] = [figure.startsWith('-'), placesOf(figure) > decimals];
	if (!isNegative && !isTooFine) return [];
	const of = { level: 'error', left: { key, figure }, decimals } as const;
	return [
		...(isNegative ? [{ ...of, kind: 'negative' as const, rule: `${key} >= 0` }] : []),
		...(isTooFine ? [{ ...of, kind: 'tooManyPlaces' as const, rule: `${key} places` }] : [])
	];
}

function checkRule(rule: IndicatorRule, figures: Figures): RuleBreak[] {
	if (figures[rule.left] === undefined && rule.right.every((key) => figures[key] === undefined)) return [];
	const difference = subtractDecimals(figures[rule.left] ?? '0', sumOf(rule.right, figures));
	if (holds(rule, difference)) return [];
	const given = (key: string): BrokenFigure => ({ key, figure: figures[key] ?? null });
	const [left, right] = [given(rule.left), rule.right.map(given)];
	const { level, relation, isOftenBroken = false } = rule;
	return [{ kind: 'relation', rule: ruleId(rule), level, relation, left, right, difference, isOftenBroken }];
}

function sumOf(keys: readonly string[], figures: Figures): Decimal {
	if (keys.length === 1) return figures[keys[0]!] ?? '0';
	return addDecimals(keys.map((key) => figures[key] ?? '0'));
}

function holds({ relation, tolerance = '0' }: IndicatorRule, difference: Decimal): boolean {
	return relation === 'equals' ? compareDecimals(sizeOf(difference), tolerance) <= 0 : !difference.startsWith('-');
}
