import type { Locale } from '../shared/problems.ts';
import { formatDecimal, sizeOf, type Decimal } from './decimal.ts';
import { describeBreak } from './describe-break.ts';
import { indicatorOf, nameOf, unitNameOf } from './indicators.ts';
import type { NeededReason } from './needed-reasons.ts';

/** What must be explained, in a sentence with its figures, for whoever filled them in. */
export function describeNeeded(of: NeededReason, locale: Locale): string {
	if (of.kind === 'rule') return describeBreak(of.break, locale);
	const { key, before, after, difference } = of.change;
	const [was, is] = [sayFigure(key, before ?? '0', locale), sayFigure(key, after ?? '0', locale)];
	const by = sayFigure(key, sizeOf(difference), locale);
	const name = nameOfKey(key, locale);
	if (of.kind === 'fall')
		return locale === 'zh'
			? `${name}是累计值，只增不减；上一期 ${was}，这一期 ${is}，少了 ${by}。`
			: `${name} is a running total and does not fall: ${was} before, ${is} now, ${by} less.`;
	const isMore = !difference.startsWith('-');
	return locale === 'zh'
		? `${name}变化较大：上一期 ${was}，这一期 ${is}，${isMore ? '增加' : '减少'} ${by}。`
		: `${name} changed much: ${was} before, ${is} now, ${by} ${isMore ? 'more' : 'less'}.`;
}

function nameOfKey(key: string, locale: Locale): string {
	const indicator = indicatorOf(key);
	return indicator ? nameOf(indicator)[locale] : key;
}

function sayFigure(key: string, figure: Decimal, locale: Locale): string {
	const indicator = indicatorOf(key);
	const shown = formatDecimal(figure, indicator?.decimals ?? 0);
	const unit = indicator ? unitNameOf(indicator)[locale] : '';
	return unit === '' ? shown : `${shown} ${unit}`;
}
