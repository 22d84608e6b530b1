import { compareDecimals, formatDecimal, subtractDecimals, type Decimal } from '../reports/decimal.ts';
import { indicatorOf, nameOf, NATIONAL_INDICATORS } from '../reports/indicators.ts';
import type { FigureChange } from './document.ts';

type Figures = Readonly<Record<string, Decimal>>;

/** What is not as it was, in the order of the catalogue; figures beyond it after them. */
export function compareFigures(before: Figures, now: Figures): FigureChange[] {
	const national = NATIONAL_INDICATORS.map(({ key }) => key as string);
	const others = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => !national.includes(key));
	return [...national, ...others.sort()].flatMap((key) => {
		const change = { key, before: before[key] ?? null, now: now[key] ?? null };
		return change.before === change.now ? [] : [change];
	});
}

/** A figure with its unit, as it stands in a sentence: 28,500人. */
export function sayFigure(key: string, figure: Decimal): string {
	const indicator = indicatorOf(key);
	return `${formatDecimal(figure, indicator?.decimals ?? 0)}${indicator?.unit ?? ''}`;
}

/** An indicator's name as it stands in a sentence: 紧急转移安置人口（累计）. */
export function sayName(key: string): string {
	const indicator = indicatorOf(key);
	const label = indicator ? nameOf(indicator).zh : key;
	// The unit behind the figure says what is counted.
	return label
		.replace(/(间数|户数|数量)(?=\(|$)/, '')
		.replace('(累计值)', '（累计）')
		.replace('(实时值)', '（实时）');
}

/** A change in words: 受灾人口由27,000人增至28,500人，增加1,500人. */
export function describeChange({ key, before, now }: FigureChange): string {
	const name = sayName(key);
	if (now === null) return `${name}上期为${before === null ? '空' : sayFigure(key, before)}，本期未报`;
	if (before === null) return `${name}${sayFigure(key, now)}，上期未报`;
	const isMore = compareDecimals(now, before) > 0;
	const by = sayFigure(key, isMore ? subtractDecimals(now, before) : subtractDecimals(before, now));
	return `${name}由${sayFigure(key, before)}${isMore ? '增至' : '减至'}${sayFigure(key, now)}，${isMore ? '增加' : '减少'}${by}`;
}

/** All changes in a sentence. */
export function describeChanges(previousNumber: number, changes: readonly FigureChange[]): string {
	if (changes.length === 0) return `与第${previousNumber}期相比，各项数字没有变化。`;
	return `与第${previousNumber}期相比：${changes.map(describeChange).join('；')}。`;
}
