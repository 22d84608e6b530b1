import type { Locale } from '../shared/problems.ts';
import { formatDecimal, sizeOf, type Decimal } from './decimal.ts';
import { describeBreak } from './describe-break.ts';
import { indicatorOf, nameOf, unitNameOf, type Indicator } from './indicators.ts';
import type { NeededReason } from './needed-reasons.ts';

type Find = (key: string) => Indicator | undefined;

/**
 * What must be explained, in a sentence with its figures, for whoever filled them in.
 *
 * @param find finds an indicator by key; give it where the county has its own
 */
export function describeNeeded(of: NeededReason, locale: Locale, find: Find = indicatorOf): string {
	if (of.kind === 'rule') return describeBreak(of.break, locale, find);
	const { key, before, after, difference } = of.change;
	const [was, is] = [sayFigure(key, before ?? '0', locale, find), sayFigure(key, after ?? '0', locale, find)];
	const by = sayFigure(key, sizeOf(difference), locale, find);
	const name = nameOfKey(key, locale, find);
	if (of.kind === 'fall')
		return locale === 'zh'
			? `${name}是累计值，只增不减；上一期 ${was}，这一期 ${is}，少了 ${by}。`
			: `${name} is a running total and does not fall: ${was} before, ${is} now, ${by} less.`;
	const isMore = !difference.startsWith('-');
	return locale === 'zh'
		? `${name}变化较大：上一期 ${was}，这一期 ${is}，${isMore ? '增加' : '减少'} ${by}。`
		: `${name} changed much: ${was} before, ${is} now, ${by} ${isMore ? 'more' : 'less'}.`;
}

function nameOfKey(key: string, locale: Locale, find: Find): string {
	const indicator = find(key);
	return indicator ? nameOf(indicator)[locale] : key;
}

function sayFigure(key: string, figure: Decimal, locale: Locale, find: Find): string {
	const indicator = find(key);
	const shown = formatDecimal(figure, indicator?.decimals ?? 0);
	const unit = indicator ? unitNameOf(indicator)[locale] : '';
	return unit === '' ? shown : `${shown} ${unit}`;
}
