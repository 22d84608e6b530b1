import { expect, it } from 'vitest';
import { parseNumber } from '#client/ui/parse-number.ts';

it.each([
	['', 0, null],
	['  ', 0, null],
	['45', 0, 45],
	['２８，５００', 0, 28_500],
	['28,500', 0, 28_500],
	['-3', 0, -3],
	['3.5', 0, 'invalid'],
	['3.5', 1, 3.5],
	['3。5', 1, 3.5],
	['3.55', 1, 'invalid'],
	['四十五', 0, 'invalid'],
	['1e9', 0, 'invalid'],
	['9'.repeat(13), 0, 'invalid']
] as const)('reads “%s” with %i decimals', (text, decimals, value) => {
	expect(parseNumber(text, decimals)).toBe(value);
});
