import { z } from 'zod';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { normaliseUsername } from './username.ts';

/** Fewest characters of a password (practice: length protects, forced symbols do not). */
export const PASSWORD_MIN = 10;

/** A password as typed, capped so that hashing it costs the same for everyone. */
export const Password = z.string().min(1).max(200);

const COMMON = new Set(
	[
		'password',
		'passw0rd',
		'qwertyuiop',
		'asdfghjkl',
		'zxcvbnm',
		'qazwsxedc',
		'1qaz2wsx3edc',
		'1q2w3e4r5t',
		'1q2w3e4r5t6y',
		'q1w2e3r4t5',
		'qwer1234',
		'asdf1234',
		'abcd1234',
		'abc123456',
		'a123456789',
		'woaini1314',
		'woaini520',
		'iloveyou',
		'welcome',
		'letmein',
		'changeme',
		'administrator',
		'admin',
		'anlan',
		'qwerty',
		'p@ssw0rd',
		'p@ssword',
		'5201314',
		'1314520',
		'123123123',
		'112233445566',
		'11223344',
		'147258369',
		'789456123'
	].map(plain)
);

/** Full-width forms typed by a Chinese keyboard count as the letters they stand for. */
export function normalisePassword(password: string): string {
	return password.normalize('NFKC');
}

/** Letters and digits only, without digits and marks hung on the end to make a common word look longer. */
function plain(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');
}

function isRun(text: string): boolean {
	const steps = new Set([...text].slice(1).map((char, at) => (char.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0)));
	return steps.size <= 1 || /^(.{1,4})\1+.{0,3}$/u.test(text) || '12345678901234567890'.includes(text);
}

/**
 * Whether a password may be used: at least 10 characters, not the account name, no well-known password (with or
 * without figures at its end), no run such as 1234567890 or aaaaaaaaaa.
 */
export function checkPassword(password: string, username: string): Result<string> {
	const normal = normalisePassword(password);
	const core = plain(normal);
	const isWeak =
		[...normal].length < PASSWORD_MIN ||
		normaliseUsername(normal) === normaliseUsername(username) ||
		core === plain(normaliseUsername(username)) ||
		COMMON.has(core) ||
		COMMON.has(core.replace(/\d+$/, '')) ||
		isRun(core);
	return isWeak ? refuse(problem('weakPassword', { min: PASSWORD_MIN })) : ok(normal);
}
