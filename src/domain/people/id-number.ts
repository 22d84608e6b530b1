import { dayOf } from '../audit/audit-entry.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

export type Sex = 'male' | 'female';

/** What a citizen's number (公民身份号码) says of its owner. */
export interface IdNumber {
	/** Eighteen places, the last a digit or `X`. */
	number: string;
	/** Such as `1988-02-29`. */
	birthDate: string;
	sex: Sex;
}

/**
 * Provinces by the first two digits (law: GB/T 2260). 81, 82 and 83 also begin the residence permits of people from
 * Hong Kong, Macao and Taiwan, which follow GB 11643.
 */
const PROVINCES = new Set(
	'11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' ')
);
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** The check digit of the first seventeen digits (law: GB 11643, ISO 7064 MOD 11-2). */
export function idCheckDigit(digits: string): string {
	let sum = 0;
	for (let at = 0; at < WEIGHTS.length; at++) sum += WEIGHTS[at]! * Number(digits[at]);
	return CHECK_DIGITS[sum % 11] as string;
}

/** A number as typed or scanned in its one form: full-width digits made narrow, spaces and dashes dropped, `X` upper. */
export function normaliseDocumentNumber(text: string): string {
	return /^[\dA-Z]*$/.test(text) ? text : normalise(text);
}

function normalise(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/[\s\-‐-―·.]/g, '')
		.toUpperCase();
}

/** The eighteen places of an old fifteen-digit number: the century written out, the check digit added. */
function lengthen(old: string): string {
	const digits = `${old.slice(0, 6)}19${old.slice(6)}`;
	return digits + idCheckDigit(digits);
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a day such as `1988-02-29` exists in the calendar, from 1900 on. */
export function isCalendarDay(text: string): boolean {
	const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	if (month === 2 && day === 29 && !isLeap) return false;
	return year >= 1900 && day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0);
}

/**
 * Reads an ID number, of 18 places or of the old 15 (law: GB 11643). The first thing wrong is named.
 *
 * @returns the number with birth date and sex, or `idNumberCharacters`, `idNumberLength`, `idNumberArea`,
 *   `idNumberDate`, `idNumberFuture`, `idNumberChecksum`
 */
export function readIdNumber(text: string, now: Date): Result<IdNumber> {
	const given = normaliseDocumentNumber(text);
	if (!/^\d*X?$/.test(given)) return refuse(problem('idNumberCharacters'));
	if (given.length !== 18 && given.length !== 15) return refuse(problem('idNumberLength', { length: given.length }));
	if (given.length === 15 && given.endsWith('X')) return refuse(problem('idNumberCharacters'));
	const number = given.length === 15 ? lengthen(given) : given;
	const area = number.slice(0, 2);
	if (!PROVINCES.has(area)) return refuse(problem('idNumberArea', { area }));
	const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
	if (!isCalendarDay(birthDate)) return refuse(problem('idNumberDate', { date: birthDate }));
	if (Number(number.slice(6, 10)) >= now.getUTCFullYear() && birthDate > dayOf(now))
		return refuse(problem('idNumberFuture', { date: birthDate }));
	if (idCheckDigit(number) !== number[17]) return refuse(problem('idNumberChecksum'));
	return ok({ number, birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' });
}
