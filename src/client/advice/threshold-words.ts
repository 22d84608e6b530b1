import { POPULATIONS, type Threshold } from '#domain/advice/threshold.ts';
import { formatDecimal, type Decimal } from '#domain/reports/decimal.ts';
import { indicatorOf, nameOf, unitNameOf } from '#domain/reports/indicators.ts';
import { LEVEL_SIGNS } from '../figures/messages.ts';
import { locale } from '../i18n/locale.svelte.ts';
import { messages } from './messages.ts';

type Measured = Pick<Threshold, 'measure'>;

/** The name of an indicator in the language of the screen. */
export function indicatorName(key: string): string {
	const indicator = indicatorOf(key);
	return indicator ? nameOf(indicator)[locale.current] : key;
}

/** What a threshold looks at: the figures that are added up, and what the sum is a share of. */
export function measureWords({ measure }: Measured): string {
	const t = messages[locale.current];
	const sum = measure.keys.map(indicatorName).join(t.plus);
	return measure.of === 'sum' ? sum : t.shareOf(sum, POPULATIONS[measure.base][locale.current]);
}

/** The unit of a threshold's numbers. */
export function unitWords({ measure }: Measured): string {
	if (measure.of === 'share') return '%';
	const indicator = indicatorOf(measure.keys[0] ?? '');
	return indicator ? unitNameOf(indicator)[locale.current] : '';
}

/** From which number on, and up to which: 1,200 人以上、2,000 人以下. */
export function rangeWords(threshold: Pick<Threshold, 'measure' | 'atLeast' | 'below'>): string {
	const t = messages[locale.current];
	const [from, unit] = [formatDecimal(threshold.atLeast), unitWords(threshold)];
	return threshold.below === null ? t.atLeast(from, unit) : t.range(from, formatDecimal(threshold.below), unit);
}

/** A figure with its unit. */
export function figureWords(threshold: Measured, figure: Decimal): string {
	return `${formatDecimal(figure)} ${unitWords(threshold)}`;
}

/** A level as it is said: Ⅱ级; none: 未启动. */
export function levelWords(level: number | null): string {
	const t = messages[locale.current];
	return level === null ? t.noLevel : t.levelOf(LEVEL_SIGNS[level] ?? String(level));
}
