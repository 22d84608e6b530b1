import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODE_LENGTH, codeOf, readCode, showCode } from '#domain/devices/enrolment-code.ts';

const bytes = fc.uint8Array({ minLength: 7, maxLength: 32 });

test('a code reads back however it is typed', () => {
	fc.assert(
		fc.property(bytes, (of) => {
			const code = codeOf(of);
			expect(code).toHaveLength(CODE_LENGTH);
			for (const typed of [code, showCode(code), code.toLowerCase(), ` ${showCode(code).replace('-', ' ')} `])
				expect(readCode(typed)).toBe(code);
			expect(readCode(code.replace(/0/g, 'o').replace(/1/g, 'l'))).toBe(code);
		})
	);
});

test('every letter comes from its own bits', () => {
	expect(codeOf(new Uint8Array(7))).toBe('0000000000');
	expect(codeOf(new Uint8Array(7).fill(255))).toBe('ZZZZZZZZZZ');
	expect(codeOf(Uint8Array.from([0b00001_000, 0b10_00011_0, 0, 0, 0, 0, 0]))).toBe('1230000000');
});

test('what is no code is none', () => {
	for (const text of ['', 'ABCDE', 'ABCDE-FGHJ', 'ABCDE-FGHJKM', 'ABCDE-FGHJU', '安置点安置点安置点安'])
		expect(readCode(text)).toBeNull();
	expect(readCode('ＡＢＣＤＥ－ＦＧＨＪＫ')).toBe('ABCDEFGHJK');
});
