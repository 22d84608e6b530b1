import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	addDecimals,
	compareDecimals,
	decimalOf,
	formatDecimal,
	percentOf,
	placesOf,
	subtractDecimals
} from '#domain/reports/decimal.ts';

/** A figure as whole hundred-thousandths, and its canonical text. */
const figure = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map((units) => {
	const digits = (units < 0n ? -units : units).toString().padStart(6, '0');
	const text = `${units < 0n ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)}`;
	return { units, text: decimalOf(text)! };
});
const scaled = (text: string) => {
	const [whole, fraction = ''] = text.replace('-', '').split('.');
	const units = BigInt(whole! + fraction.padEnd(5, '0'));
	return text.startsWith('-') ? -units : units;
};

describe('exact decimals', () => {
	test.each([
		['0', '0'],
		['-0.00', '0'],
		['+007.50', '7.5'],
		['.5', '0.5'],
		['5.', '5'],
		['100', '100'],
		['0.1000', '0.1'],
		['123456789012345678.01', '123456789012345678.01']
	])('%s is %s', (text, canonical) => expect(decimalOf(text)).toBe(canonical));

	test.each(['', '.', '-', '1e5', '1,000', '一百', ' 1', '1 ', '--1', '1.2.3', 'Infinity', '9'.repeat(31)])(
		'%j is no figure',
		(text) => expect(decimalOf(text)).toBeNull()
	);

	test('sums that binary fractions get wrong', () => {
		expect(addDecimals(['0.1', '0.2'])).toBe('0.3');
		expect(addDecimals(Array.from({ length: 1000 }, () => '0.01'))).toBe('10');
		expect(subtractDecimals('9007199254740993.01', '9007199254740993')).toBe('0.01');
		expect(addDecimals([])).toBe('0');
	});

	test('adding, subtracting and comparing agree with whole numbers', () => {
		fc.assert(
			fc.property(fc.array(figure, { maxLength: 20 }), figure, figure, (many, a, b) => {
				expect(scaled(addDecimals(many.map(({ text }) => text)))).toBe(many.reduce((sum, one) => sum + one.units, 0n));
				expect(scaled(subtractDecimals(a.text, b.text))).toBe(a.units - b.units);
				expect(Math.sign(compareDecimals(a.text, b.text))).toBe(a.units < b.units ? -1 : a.units > b.units ? 1 : 0);
			})
		);
	});

	test('the canonical form is one for each number, and itself canonical', () => {
		fc.assert(
			fc.property(figure, fc.nat(4), ({ text }, zeros) => {
				const longer = `${text.includes('.') ? text : `${text}.`}${'0'.repeat(zeros)}`;
				expect(decimalOf(longer)).toBe(text);
				expect(decimalOf(text)).toBe(text);
				expect(placesOf(text)).toBeLessThanOrEqual(5);
			})
		);
	});

	test('shown with its places and thousands, never rounded', () => {
		expect(formatDecimal('1234567.5', 2)).toBe('1,234,567.50');
		expect(formatDecimal('1234.567', 2)).toBe('1,234.567');
		expect(formatDecimal('-1000')).toBe('−1,000');
		expect(formatDecimal('0', 2)).toBe('0.00');
	});

	test('percent', () => {
		expect(percentOf('1', '3')).toBe(33);
		expect(percentOf('-0.5', '2')).toBe(-25);
		expect(percentOf('5', '0')).toBeNull();
	});
});
