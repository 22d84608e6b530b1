import { formatDecimal, type Decimal } from '#domain/reports/decimal.ts';

/** A difference of two figures with its sign: `+12`, `−0.50`, `±0`. */
export function formatSigned(difference: Decimal, places = 0): string {
	if (difference === '0') return '±0';
	return `${difference.startsWith('-') ? '' : '+'}${formatDecimal(difference, places)}`;
}
