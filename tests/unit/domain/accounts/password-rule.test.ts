import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPassword, PASSWORD_MIN } from '#domain/accounts/password-rule.ts';
import { Username } from '#domain/accounts/username.ts';

const isGood = (password: string, username = 'zhangsan') => checkPassword(password, username).ok;

describe('a password', () => {
	test.each(['herons over the weir', '祁东县二〇二六年的大雪', 'Tr0ub4dor&3xyz', 'kx7-29qp-mm4'])(
		'%s is good',
		(password) => {
			expect(isGood(password)).toBe(true);
		}
	);

	test.each([
		['too short', 'k7!pQ2#zz'],
		['the account name', 'zhang.san.1'],
		['the account name in another case', 'ZHANG.SAN.1'],
		['a known password', 'qwertyuiop'],
		['a known password with figures', 'Password12345'],
		['a known password with marks', 'p@ssw0rd!!!'],
		['a run', '1234567890'],
		['a run downwards', '9876543210'],
		['one letter', 'aaaaaaaaaaaa'],
		['a short word again and again', 'abcabcabcabc'],
		['a known password in full-width letters', 'ｑｗｅｒｔｙｕｉｏｐ']
	])('%s is refused', (_, password) => {
		expect(isGood(password, 'zhang.san.1')).toBe(false);
	});

	test('below the length nothing is good, and the refusal says the length', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: PASSWORD_MIN - 1 }), (password) => {
				fc.pre([...password.normalize('NFKC')].length < PASSWORD_MIN);
				expect(checkPassword(password, 'someone')).toMatchObject({
					ok: false,
					problem: { code: 'weakPassword', params: { min: PASSWORD_MIN } }
				});
			})
		);
	});

	test('the account name is never one, however typed', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 10, maxLength: 40 }), (name) => {
				expect(isGood(name.toUpperCase(), name)).toBe(false);
			})
		);
	});
});

describe('an account name', () => {
	test('is folded to one form', () => {
		expect(Username.parse(' Ｚhang.San ')).toBe('zhang.san');
		expect(Username.parse('张三')).toBe('张三');
	});

	test.each(['', 'a', '-ab', 'a b', 'a\u0000b', 'a/b', 'x'.repeat(41)])('%j is refused', (name) => {
		expect(Username.safeParse(name).success).toBe(false);
	});
});
