import { addDecimals, decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import type { Pick } from './crowd.ts';

/** Figures of a village or county for all 66 indicators; parts make up their wholes, more people are affected than hurt. */
export function inventFigures(pick: Pick): Record<string, Decimal> {
	const figures: Record<string, Decimal> = {};
	for (const { key, decimals } of NATIONAL_INDICATORS) {
		const hundredths = decimals === 0 ? '00' : String(pick(100)).padStart(2, '0');
		figures[key] = decimalOf(`${pick(400)}.${hundredths}`) ?? '0';
	}
	for (const parent of new Set(NATIONAL_INDICATORS.map(({ parent }) => parent))) {
		const parts = NATIONAL_INDICATORS.filter((one) => one.parent === parent).map(({ key }) => figures[key]!);
		if (parent !== null) figures[parent] = addDecimals(parts);
	}
	figures.affected = String(20_000 + pick(10_000));
	return figures;
}
