import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idCheckDigit, readIdNumber } from '#domain/people/id-number.ts';
import { describeProblem } from '#domain/shared/problems.ts';

const NOW = new Date('2026-01-12T04:00:00Z');
const code = (text: string, now = NOW) => {
	const read = readIdNumber(text, now);
	return read.ok ? read.value : read.problem.code;
};
const whole = (digits: string) => digits + idCheckDigit(digits);

/** Numbers that are right: any county of a province, any day of a life, any sequence. */
const right = fc
	.record({
		area: fc.constantFrom('11', '43', '65', '71', '81', '82', '83'),
		rest: fc.integer({ min: 0, max: 9999 }),
		day: fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2026, 0, 12) / 86_400_000 }),
		sequence: fc.integer({ min: 0, max: 999 })
	})
	.map(({ area, rest, day, sequence }) => {
		const birthDate = new Date(day * 86_400_000).toISOString().slice(0, 10);
		const digits = `${area}${String(rest).padStart(4, '0')}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
		return { number: whole(digits), birthDate, sex: sequence % 2 === 1 ? ('male' as const) : ('female' as const) };
	});

describe('ID numbers', { timeout: 60_000 }, () => {
	it('takes the example of the standard, and says birth date and sex', () => {
		expect(code('11010519491231002X')).toEqual({
			number: '11010519491231002X',
			birthDate: '1949-12-31',
			sex: 'female'
		});
		expect(code('440524188001010014')).toBe('idNumberDate');
	});

	it('takes residence permits of Hong Kong, Macao and Taiwan', () => {
		for (const area of ['810000', '820000', '830000'])
			expect(code(whole(`${area}19900101101`))).toMatchObject({ birthDate: '1990-01-01', sex: 'male' });
	});

	it('takes what is typed in full width, in lower case, or with spaces', () => {
		const same = { number: '11010519491231002X' };
		for (const typed of ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002x', ' 110105 19491231 002x '])
			expect(code(typed)).toMatchObject(same);
	});

	it('writes an old number out', () => {
		expect(code('110105491231002')).toEqual({ number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female' });
		expect(code('11010549123100X')).toBe('idNumberCharacters');
	});

	it('says precisely what is wrong, in both languages', () => {
		expect(code('11010519491231002')).toBe('idNumberLength');
		expect(code('')).toBe('idNumberLength');
		expect(code('1101051949123100王X')).toBe('idNumberCharacters');
		expect(code('1101051949123X0021')).toBe('idNumberCharacters');
		expect(code(whole('99010519491231002'))).toBe('idNumberArea');
		expect(code(whole('11010519490229002'))).toBe('idNumberDate');
		expect(code(whole('11010519491301002'))).toBe('idNumberDate');
		expect(code(whole('11010520260113002'))).toBe('idNumberFuture');
		expect(code('110105194912310021')).toBe('idNumberChecksum');
		const read = readIdNumber('1101051949', NOW);
		expect(!read.ok && [describeProblem(read.problem, 'zh'), describeProblem(read.problem, 'en')]).toEqual([
			'身份证号应为 18 位（旧证 15 位），现为 10 位。',
			'An ID number has 18 places (15 on old cards); this has 10.'
		]);
	});

	it('counts the day in China: somebody born today is born', () => {
		const number = whole('43042620260113001');
		expect(code(number, new Date('2026-01-12T15:59:59Z'))).toBe('idNumberFuture');
		expect(code(number, new Date('2026-01-12T16:00:00Z'))).toMatchObject({ birthDate: '2026-01-13' });
	});

	it('takes every right number', () => {
		fc.assert(
			fc.property(right, (expected) => {
				expect(code(expected.number)).toEqual(expected);
			})
		);
	});

	it('finds every single wrong digit and every swap of neighbours', () => {
		fc.assert(
			fc.property(right, fc.nat(16), fc.integer({ min: 1, max: 9 }), ({ number }, at, more) => {
				const put = (index: number, digit: string, of: string) => of.slice(0, index) + digit + of.slice(index + 1);
				expect(code(put(at, String((Number(number[at]) + more) % 10), number))).toBeTypeOf('string');
				if (at === 16 || number[at] === number[at + 1]) return;
				const swapped = put(at, number[at + 1]!, put(at + 1, number[at]!, number));
				expect(code(swapped)).toBeTypeOf('string');
			})
		);
	});

	it('answers any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
				expect(readIdNumber(text, NOW)).toHaveProperty('ok');
			})
		);
	});
});
