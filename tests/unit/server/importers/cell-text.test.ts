import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeText, decimalText, plainText } from '#server/importers/cell-text.ts';
import { dateText, numberText } from '#server/importers/xlsx/numbers.ts';
import { isDateFormat } from '#server/importers/xlsx/styles.ts';

const cell = (text: string) => ({ kind: 'text' as const, text });

test('numbers as people type them', () => {
	const given: [string, string | null][] = [
		['１，２００．５０', '1200.5'],
		['1,234,567', '1234567'],
		[' 0012 ', '12'],
		['1200.5 ㎡', '1200.5'],
		['300人', '300'],
		['-26.5', '-26.5'],
		['0', '0'],
		['1,23', null],
		['十二', null],
		['', null],
		['1.2.3', null],
		['1e5', null]
	];
	for (const [text, value] of given) expect(decimalText(cell(text), ['㎡', '人']), text).toBe(value);
});

test('any whole number survives its grouping and full width', () => {
	fc.assert(
		fc.property(fc.nat(), (value) => {
			const grouped = value.toLocaleString('en-US');
			const wide = grouped.replace(/[\d,]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
			expect(decimalText(cell(wide))).toBe(String(value));
		})
	);
});

test('text is one line without invisible characters; codes lose their width', () => {
	expect(plainText(cell('\u200b白鹤\u3000铺\n中学 '))).toBe('白鹤 铺 中学');
	expect(codeText(cell('４３０４２６'))).toBe('430426');
});

test('numbers of a workbook as Excel shows them', () => {
	expect(numberText('0.30000000000000004')).toBe('0.3');
	expect(numberText('112.10800000000001')).toBe('112.108');
	expect(numberText('1.2E3')).toBe('1200');
	expect(numberText('1E-7')).toBe('0.0000001');
	expect(numberText('1E+21')).toBe('1000000000000000000000');
	expect(numberText('-0')).toBe('0');
	expect(numberText('NaN')).toBeNull();
});

test('dates of both systems, with and without time, and the leap day that never was', () => {
	expect(dateText('46048', false)).toBe('2026-01-26');
	expect(dateText('46048.586805555555', false)).toBe('2026-01-26 14:05:00');
	expect(dateText('1', false)).toBe('1900-01-01');
	expect(dateText('61', false)).toBe('1900-03-01');
	expect(dateText('44586', true)).toBe('2026-01-26');
	expect(dateText('0.5', false)).toBe('12:00:00');
	expect(dateText('-1', false)).toBeNull();
});

test('which number formats are dates', () => {
	for (const format of ['yyyy-mm-dd', 'yyyy"年"m"月"d"日"', '[$-804]h:mm AM/PM', '[h]:mm'])
		expect(isDateFormat(format), format).toBe(true);
	for (const format of ['General', '0.00', '#,##0"日"', '[Red]0', '0\\d', '@'])
		expect(isDateFormat(format), format).toBe(false);
});
