import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sessions } from '#server/auth/sessions.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { createHost, insertAccount, PASSWORD, signInOf, tokenOf } from '../../accounts-host.ts';

let host: Awaited<ReturnType<typeof createHost>>;
beforeAll(async () => void (host = await createHost()));
afterAll(() => host.close());

const wrong = { password: 'not the password' };

async function codesOf(tries: Promise<unknown>[]): Promise<string[]> {
	const settled = await Promise.allSettled(tries);
	return settled.map((one) =>
		one.status === 'fulfilled' ? 'ok' : (one.reason as { problem: { code: string } }).problem.code
	);
}

describe('throttling', () => {
	test('an account: five wrong tries, then not even the right password', async () => {
		await insertAccount(host.db, 'target');
		for (const remaining of [4, 3, 2, 1, 0])
			await expect(signIn(host, signInOf('target', wrong))).rejects.toMatchObject({
				problem: { code: 'wrongCredentials', params: { remaining } }
			});
		await expect(signIn(host, signInOf('target'))).rejects.toMatchObject({
			problem: { code: 'tooManyTries', params: { minutes: 15 } }
		});
		await host.db.pool.query('UPDATE sign_in_attempt SET expire = expire - 900000');
		await expect(signIn(host, signInOf('target'))).resolves.toBeTruthy();
	});

	test('a fifth wrong try still allows the right password, which starts the account afresh', async () => {
		await insertAccount(host.db, 'clumsy');
		for (let n = 0; n < 4; n++) await expect(signIn(host, signInOf('clumsy', wrong))).rejects.toThrow();
		await expect(signIn(host, signInOf('clumsy'))).resolves.toBeTruthy();
		await expect(signIn(host, signInOf('clumsy', wrong))).rejects.toMatchObject({
			problem: { params: { remaining: 4 } }
		});
	});

	test('an address: over all accounts, by /64 for IPv6; a success does not clear it', async () => {
		await insertAccount(host.db, 'neighbour');
		for (let n = 0; n < 3; n++)
			await expect(
				signIn(host, signInOf(`nobody-${n}`, { ...wrong, address: `2001:db8:1:2::${n}` }))
			).rejects.toThrow();
		await signIn(host, signInOf('neighbour', { address: '2001:db8:1:2:ffff::1' }));
		for (let n = 3; n < 5; n++)
			await expect(
				signIn(host, signInOf(`nobody-${n}`, { ...wrong, address: `2001:db8:1:2:${n}::` }))
			).rejects.toThrow();
		await expect(signIn(host, signInOf('neighbour', { address: '2001:db8:1:2::7' }))).rejects.toMatchObject({
			problem: { code: 'tooManyTries' }
		});
		await expect(signIn(host, signInOf('neighbour', { address: '2001:db8:1:3::7' }))).resolves.toBeTruthy();
	});

	test('many at once count like many in a row', async () => {
		await insertAccount(host.db, 'stormed');
		const codes = await codesOf(Array.from({ length: 20 }, () => signIn(host, signInOf('stormed', wrong))));
		expect(codes.filter((code) => code === 'wrongCredentials')).toHaveLength(5);
		expect(codes.filter((code) => code === 'tooManyTries')).toHaveLength(15);
	});

	test('many right ones at once from one office all get in', async () => {
		await insertAccount(host.db, 'shift');
		const codes = await codesOf(
			Array.from({ length: 12 }, () => signIn(host, signInOf('shift', { address: '10.9.9.9' })))
		);
		expect(new Set(codes)).toEqual(new Set(['ok']));
	});

	test('keeps neither names nor addresses', async () => {
		await expect(signIn(host, signInOf('somebody-secret', { ...wrong, address: '10.77.66.55' }))).rejects.toThrow();
		const { rows } = await host.db.pool.query<{ key: string }>('SELECT key FROM sign_in_attempt');
		for (const { key } of rows) expect(key).not.toMatch(/secret|10\.77/);
	});
});

describe('who gets in', () => {
	test('names are taken however they are typed', async () => {
		await insertAccount(host.db, 'zhang.san');
		await expect(signIn(host, signInOf('  Zhang.San '))).resolves.toBeTruthy();
		await expect(signIn(host, signInOf('ｚｈａｎｇ.ｓａｎ'))).resolves.toBeTruthy();
	});

	test('a disabled account is told the same as a wrong password', async () => {
		const { accountId } = await insertAccount(host.db, 'retired');
		await host.db.prisma.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } });
		await expect(signIn(host, signInOf('retired'))).rejects.toMatchObject({ problem: { code: 'wrongCredentials' } });
	});

	test('demonstration passwords work on this machine only, their open sessions too', async () => {
		await insertAccount(host.db, 'demo-desk', 'DESK', '430426', { isDemo: true });
		const { cookie } = await signIn(host, signInOf('demo-desk'));
		const sessions = new Sessions(host.db, { isSecure: true, isDemoAllowed: false }, (error) =>
			host.errors.push(error)
		);
		const outside = { ...host, sessions };
		await expect(signIn(outside, signInOf('demo-desk'))).rejects.toMatchObject({
			problem: { code: 'demoPasswordRefused' }
		});
		await expect(signIn(outside, signInOf('demo-desk', wrong))).rejects.toMatchObject({
			problem: { code: 'wrongCredentials' }
		});
		expect(await sessions.resolve(tokenOf(cookie), new Date())).toBeNull();
	});

	test('the cookie is Secure behind https', async () => {
		await insertAccount(host.db, 'https');
		const sessions = new Sessions(host.db, { isSecure: true, isDemoAllowed: false }, (error) =>
			host.errors.push(error)
		);
		const { cookie } = await signIn({ ...host, sessions }, signInOf('https', { password: PASSWORD }));
		expect(cookie).toMatch(/; Secure$/);
	});
});

test('nothing went wrong unseen', () => {
	expect(host.errors).toEqual([]);
});
