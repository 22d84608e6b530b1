import { z } from 'zod';
import type { Role } from '../access/roles.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** Digits of a PIN. */
export const PIN_LENGTH = 6;

/** Wrong PINs after which only the password opens, on that device. */
export const PIN_TRIES = 5;

/** A PIN as typed. */
export const Pin = z.string().regex(/^\d{6}$/);

/** Who works on shared devices, and so may have a PIN. */
const PIN_ROLES: readonly Role[] = ['COORDINATOR', 'INFORMANT', 'TOWNSHIP'];

/** Whether the role may have a PIN. */
export function mayHavePin(role: Role): boolean {
	return PIN_ROLES.includes(role);
}

/** What everybody tries first: lines of the keypad and sayings in figures. */
const WELL_KNOWN = new Set([
	'147258',
	'258369',
	'147369',
	'159753',
	'159357',
	'789456',
	'456789',
	'520131',
	'131452',
	'521521'
]);

/**
 * Whether a PIN may be used: not one digit over and over, no run up or down, no repeated group, no pairs, no date, and
 * none that everybody tries first.
 */
export function checkPin(pin: string): Result<string> {
	const digits = [...pin].map(Number);
	const steps = new Set(digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10));
	const isRun = steps.size === 1;
	const isRepeated = /^(\d{1,3})\1+$/.test(pin);
	const isPairs = /^(\d)\1(\d)\2(\d)\3$/.test(pin) || /^(\d)\1\1(\d)\2\2$/.test(pin);
	const isObvious = isRun || isRepeated || isPairs || isDate(pin) || WELL_KNOWN.has(pin);
	return isObvious ? refuse(problem('weakPin')) : ok(pin);
}

/** Dates as people write them: 900126 (a birthday), 199001 (year and month), 260190. */
function isDate(pin: string): boolean {
	const [a, b, c] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)].map(Number) as [number, number, number];
	const isMonth = (month: number) => month >= 1 && month <= 12;
	const isDay = (day: number) => day >= 1 && day <= 31;
	const isYear = a === 19 || a === 20;
	return (isMonth(b) && isDay(c)) || (isDay(a) && isMonth(b)) || (isYear && isMonth(c));
}
