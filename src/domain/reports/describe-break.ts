import type { Locale } from '../shared/problems.ts';
import type { Break, BrokenFigure, RuleBreak } from './check-figures.ts';
import { addDecimals, formatDecimal, sizeOf } from './decimal.ts';
import { indicatorOf, nameOf, unitNameOf, type Indicator } from './indicators.ts';

type Find = (key: string) => Indicator | undefined;

/**
 * A break in a sentence with its figures, for whoever filled them in: 受灾人口 3 人，少于因灾死亡人口 5 人，相差 2 人。
 *
 * @param find finds an indicator by key; give it where the county has its own
 */
export function describeBreak(of: Break, locale: Locale, find: Find = indicatorOf): string {
	if (of.kind !== 'relation') return describeFigure(of, locale, find);
	return of.relation === 'equals' ? describeEquals(of, locale, find) : describeAtLeast(of, locale, find);
}

function describeFigure({ kind, left, decimals }: Exclude<Break, RuleBreak>, locale: Locale, find: Find): string {
	const said = sayFigure(left, locale, find);
	if (kind === 'negative') return locale === 'zh' ? `${said}，不能小于 0。` : `${said}: it cannot be below 0.`;
	if (decimals === 0) return locale === 'zh' ? `${said}，应为整数。` : `${said}: it must be a whole number.`;
	return locale === 'zh'
		? `${said}，最多 ${decimals} 位小数。`
		: `${said}: it has at most ${decimals} places behind the point.`;
}

function describeEquals({ left, right, difference }: RuleBreak, locale: Locale, find: Find): string {
	const sum = addDecimals(right.map(({ figure }) => figure ?? '0'));
	const parts = right.map((part) => sayFigure(part, locale, find)).join(locale === 'zh' ? '、' : ' + ');
	const whole = sayFigure(left, locale, find);
	const total = withUnit(sum, left.key, locale, find);
	const gap = withUnit(sizeOf(difference), left.key, locale, find);
	const isMore = !difference.startsWith('-');
	return locale === 'zh'
		? `${whole}，应等于各分项之和 ${total}（${parts}），${isMore ? '多' : '少'} ${gap}。`
		: `${whole} should equal the sum of its parts, ${total} (${parts}); it is ${gap} too ${isMore ? 'much' : 'little'}.`;
}

function describeAtLeast({ left, right, difference }: RuleBreak, locale: Locale, find: Find): string {
	const parts = right.map((part) => sayFigure(part, locale, find)).join(locale === 'zh' ? '、' : ' + ');
	const whole = sayFigure(left, locale, find);
	const isSameUnit = find(left.key)?.unit === find(right[0]?.key ?? '')?.unit;
	const gap = isSameUnit ? withUnit(sizeOf(difference), left.key, locale, find) : formatDecimal(sizeOf(difference));
	const several = right.length > 1;
	return locale === 'zh'
		? `${whole}，少于${parts}${several ? '之和' : ''}，相差 ${gap}。`
		: `${whole} is less than ${parts}${several ? ' together' : ''}, by ${gap}.`;
}

function sayFigure({ key, figure }: BrokenFigure, locale: Locale, find: Find): string {
	const indicator = find(key);
	const name = indicator ? nameOf(indicator)[locale] : key;
	if (figure === null) return locale === 'zh' ? `${name}未填（按 0 计）` : `${name} left blank (taken as 0)`;
	return `${name} ${withUnit(figure, key, locale, find)}`;
}

function withUnit(figure: string, key: string, locale: Locale, find: Find): string {
	const indicator = find(key);
	const shown = formatDecimal(figure, indicator?.decimals ?? 0);
	const unit = indicator ? unitNameOf(indicator)[locale] : '';
	return unit === '' ? shown : `${shown} ${unit}`;
}
