import { decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import { plainNumber } from '#client/ui/parse-number.ts';

/** The figure a person typed, exactly; null for an empty text, undefined for what is none. */
export function parseFigure(text: string): Decimal | null | undefined {
	const plain = plainNumber(text);
	return plain === '' ? null : (decimalOf(plain) ?? undefined);
}
