/** What was typed as a plain number is written: full-width digits and signs, grouping commas and blanks set right. */
export function plainNumber(text: string): string {
	return text.normalize('NFKC').replace(/[,\s]/g, '').replace('−', '-').replace('。', '.');
}

/**
 * The number a person typed: full-width digits and grouping commas are understood, as on Chinese keyboards.
 *
 * @param decimals digits allowed after the point
 * @returns the number, null for an empty text, `'invalid'` for what is no such number
 */
export function parseNumber(text: string, decimals: number): number | null | 'invalid' {
	const plain = plainNumber(text);
	if (plain === '') return null;
	const shape = decimals > 0 ? new RegExp(`^-?\\d{1,12}(\\.\\d{0,${decimals}})?$`) : /^-?\d{1,12}$/;
	return shape.test(plain) ? Number(plain) : 'invalid';
}
