import type { Figures } from '#domain/reports/check-figures.ts';
import { addDecimals, type Decimal } from '#domain/reports/decimal.ts';
import { INDICATOR_RULES } from '#domain/reports/indicator-rules.ts';

/** A total that its parts come to, offered where the total says something else. */
export interface SumOffer {
	key: string;
	parts: readonly string[];
	sum: Decimal;
}

/** The totals that follow from parts that are filled in, by key of the total. They are offered, never put in by themselves. */
export function sumOffers(figures: Figures): ReadonlyMap<string, SumOffer> {
	const offers = INDICATOR_RULES.flatMap(({ relation, left, right }): SumOffer[] => {
		const parts = right.filter((key) => figures[key] !== undefined);
		if (relation !== 'equals' || parts.length === 0) return [];
		const sum = addDecimals(parts.map((key) => figures[key] ?? '0'));
		return sum === (figures[left] ?? null) ? [] : [{ key: left, parts, sum }];
	});
	return new Map(offers.map((offer) => [offer.key, offer]));
}
