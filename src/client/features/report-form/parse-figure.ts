import { decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import { plainNumber } from '#client/ui/parse-number.ts';

/** The figure a person typed, exactly; null for an empty text, `'invalid'` for what is none. */
export function parseFigure(text: string): Decimal | null | 'invalid' {
	const plain = plainNumber(text);
	return plain === '' ? null : (decimalOf(plain) ?? 'invalid');
}
