import type { Locale } from '../shared/problems.ts';
import { INDICATOR_RULES, ruleId } from './indicator-rules.ts';
import { indicatorOf, nameOf } from './indicators.ts';

/**
 * What a rule of the national catalogue asks, in words, from its name in a break: `affected >= deaths` is
 * 受灾人口不应少于因灾死亡人口. A name of no rule is shown as it is.
 */
export function describeRule(rule: string, locale: Locale): string {
	const relation = INDICATOR_RULES.find((one) => ruleId(one) === rule);
	if (!relation) return describeFigureRule(rule, locale);
	const left = said(relation.left, locale);
	const right = relation.right.map((key) => said(key, locale)).join(locale === 'zh' ? '、' : ' + ');
	const isSum = relation.right.length > 1;
	if (relation.relation === 'equals')
		return locale === 'zh' ? `${left}应等于${right}${isSum ? '之和' : ''}` : `${left} should equal ${right}`;
	return locale === 'zh'
		? `${left}不应少于${right}${isSum ? '之和' : ''}`
		: `${left} should not be less than ${right}${isSum ? ' together' : ''}`;
}

/** `deaths >= 0` and `cropAffectedArea places`: what a figure by itself must be. */
function describeFigureRule(rule: string, locale: Locale): string {
	const [, key = '', what] = /^(\S+) (>= 0|places)$/.exec(rule) ?? [];
	const indicator = indicatorOf(key);
	if (!indicator) return rule;
	const { decimals } = indicator;
	const name = nameOf(indicator)[locale];
	if (what === '>= 0') return locale === 'zh' ? `${name}不能小于 0` : `${name} cannot be below 0`;
	if (decimals === 0) return locale === 'zh' ? `${name}应为整数` : `${name} must be a whole number`;
	return locale === 'zh' ? `${name}最多 ${decimals} 位小数` : `${name} has at most ${decimals} places behind the point`;
}

function said(key: string, locale: Locale): string {
	const indicator = indicatorOf(key);
	return indicator ? nameOf(indicator)[locale] : key;
}
