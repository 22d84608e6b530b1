import { parseOptions } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { addressKey } from '#server/auth/address-key.ts';
import { clearedCookie, readCookie, sessionCookie } from '#server/auth/cookie.ts';
import { generateOneTimePassword, hashPassword, verifyPassword } from '#server/auth/passwords.ts';
import { newToken } from '#server/auth/token.ts';
import { Turns } from '#server/auth/turns.ts';

describe('passwords', () => {
	test('are hashed by argon2id as OWASP recommends, each with its own salt', async () => {
		const [one, two] = await Promise.all([hashPassword('herons over the weir'), hashPassword('herons over the weir')]);
		expect(one).not.toBe(two);
		expect(one).toMatch(/^\$argon2id\$/);
		expect(parseOptions(one)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
		expect(await verifyPassword(one, 'herons over the weir')).toBe(true);
		expect(await verifyPassword(one, 'ｈerons over the weir')).toBe(true);
		expect(await verifyPassword(one, 'herons over the wier')).toBe(false);
	});

	test('of nobody are never right, and take as long to refuse', async () => {
		expect(await verifyPassword(undefined, 'x')).toBe(false);
		const known = await hashPassword('herons over the weir');
		const quickest = { there: Infinity, nowhere: Infinity };
		for (let round = 0; round < 8; round++)
			for (const [where, hash] of [
				['there', known],
				['nowhere', undefined]
			] as const) {
				const begun = performance.now();
				await verifyPassword(hash, 'wrong');
				quickest[where] = Math.min(quickest[where], performance.now() - begun);
			}
		expect(quickest.nowhere).toBeGreaterThan(quickest.there / 3);
		expect(quickest.nowhere).toBeLessThan(quickest.there * 3);
	});

	test('made for one use are readable and never the same', () => {
		const made = Array.from({ length: 500 }, generateOneTimePassword);
		expect(new Set(made).size).toBe(500);
		for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/);
		expect(16 * Math.log2(31)).toBeGreaterThan(60);
	});
});

describe('the cookie', () => {
	const now = new Date('2026-01-26T00:00:00Z');
	const later = new Date('2026-01-26T01:00:00Z');

	test('is for this site’s server only', () => {
		const token = newToken();
		expect(sessionCookie(token, later, now, true)).toBe(
			`anlan_session=${token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure`
		);
		expect(clearedCookie(false)).toMatch(/^anlan_session=; Path=\/; Max-Age=0/);
	});

	test.each([
		['anlan_session=a', 'a'],
		['x=1; anlan_session=b; y=2', 'b'],
		['xanlan_session=c', undefined],
		['anlan_session', undefined],
		[undefined, undefined]
	])('%j is read as %j', (header, value) => {
		expect(readCookie(header, 'anlan_session')).toBe(value);
	});
});

describe('an address counts', () => {
	test.each([
		['203.0.113.7', '203.0.113.7'],
		['::ffff:203.0.113.7', '203.0.113.7'],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
		['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
		['2001:db8::1', '2001:db8:0:0::/64'],
		['fe80::1%eth0', 'fe80:0:0:0::/64'],
		['::1', '0:0:0:0::/64'],
		['', '']
	])('%s as %s', (address, key) => {
		expect(addressKey(address)).toBe(key);
	});
});

test('turns: one at a time for a key, in order, past failures; keys do not wait for each other', async () => {
	const turns = new Turns();
	const seen: string[] = [];
	let open = () => {};
	const gate = new Promise<void>((resolve) => (open = resolve));
	const first = turns.take('a', async () => {
		await gate;
		seen.push('a1');
		throw new Error('a1 failed');
	});
	const second = turns.take('a', async () => void seen.push('a2'));
	await turns.take('b', async () => void seen.push('b1'));
	open();
	await expect(first).rejects.toThrow('a1 failed');
	await second;
	expect(seen).toEqual(['b1', 'a1', 'a2']);
});
