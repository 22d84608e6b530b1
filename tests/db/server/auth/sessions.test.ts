import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SESSION_LIMITS } from '#server/auth/session-limits.ts';
import { changePassword, setLocale, signOut } from '#server/auth/own-session.ts';
import { revokeAccountSessions } from '#server/auth/manage-accounts.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { newId } from '#server/new-id.ts';
import {
	contextOf,
	COUNTY,
	createHost,
	hostOn,
	insertAccount,
	PASSWORD,
	signInOf,
	tokenOf
} from '../../accounts-host.ts';

let host: Awaited<ReturnType<typeof createHost>>;
beforeAll(async () => void (host = await createHost()));
afterAll(() => host.close());

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);

async function signedIn(username: string, further: Parameters<typeof signInOf>[1] = {}) {
	const actor = await insertAccount(host.db, username);
	const { cookie, sessionId } = await signIn(host, signInOf(username, further));
	return { actor, sessionId, cookie, token: tokenOf(cookie) };
}

describe('a session', () => {
	test('is found by its cookie, of which the database has only a hash', async () => {
		const { actor, token, cookie, sessionId } = await signedIn('finder');
		expect(cookie).toMatch(/^anlan_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/);
		expect(await host.sessions.resolve(token, new Date())).toEqual({
			sessionId,
			actor,
			mustChangePassword: false,
			locale: 'zh'
		});
		const row = await host.db.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
		expect(Buffer.from(row.tokenHash)).toEqual(createHash('sha256').update(token).digest());
		expect(await host.sessions.resolve('x'.repeat(43), new Date())).toBeNull();
		expect(await host.sessions.resolve('', new Date())).toBeNull();
	});

	test('is told in the audit trail, and the session it replaces ends', async () => {
		const first = await signedIn('replacer');
		const again = await signIn(host, signInOf('replacer', { replaces: first.sessionId }));
		expect(await host.sessions.resolve(first.token, new Date())).toBeNull();
		const entries = await host.db.prisma.auditEntry.findMany({
			where: { verb: 'session.signIn', subjectId: again.sessionId }
		});
		expect(entries).toHaveLength(1);
		expect(entries[0]).toMatchObject({ accountName: first.actor.name, areaCode: COUNTY });
	});

	test('ends after 12 idle hours, and after 7 days however busy', async () => {
		const now = new Date();
		const { token, sessionId } = await signedIn('idler', { now });
		expect(await hostOn(host.db).sessions.resolve(token, after(now, SESSION_LIMITS.idle))).toBeNull();
		expect(await hostOn(host.db).sessions.resolve(token, after(now, SESSION_LIMITS.idle - 1000))).not.toBeNull();
		const last = after(now, SESSION_LIMITS.absolute - 1000);
		await host.sessions.keepAlive([sessionId], last);
		await host.db.prisma.session.update({ where: { id: sessionId }, data: { rotatedAt: last } });
		expect(await hostOn(host.db).sessions.resolve(token, last)).not.toBeNull();
		expect(await hostOn(host.db).sessions.resolve(token, after(last, 1000))).toBeNull();
	});

	test('notes that it was seen at most once a minute', async () => {
		const now = new Date();
		const { token, sessionId } = await signedIn('seen', { now });
		const seen = async () => (await host.db.prisma.session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt;
		await hostOn(host.db).sessions.resolve(token, after(now, 59_000));
		expect(await seen()).toEqual(now);
		await hostOn(host.db).sessions.resolve(token, after(now, 61_000));
		await expect.poll(seen).toEqual(after(now, 61_000));
	});

	test('asks the database once for many requests at a time', async () => {
		const { token } = await signedIn('busy');
		const { sessions } = hostOn(host.db);
		const query = host.db.pool.query.bind(host.db.pool) as (...given: unknown[]) => unknown;
		let asked = 0;
		const counting = { ...host.db, pool: { query: (...given: unknown[]) => (asked++, query(...given)) } as never };
		const counted = hostOn(counting).sessions;
		const now = new Date();
		await Promise.all(Array.from({ length: 50 }, () => counted.resolve(token, now)));
		await counted.resolve(token, after(now, 1_900));
		expect(asked).toBe(1);
		await counted.resolve(token, after(now, 2_100));
		expect(asked).toBe(2);
		expect(await sessions.resolve(token, now)).not.toBeNull();
	});
});

describe('rotation', () => {
	test('gives the next token to one of many at once; the old one lives for a minute', async () => {
		const now = new Date();
		const { token, sessionId } = await signedIn('turner', { now });
		const due = after(now, SESSION_LIMITS.rotation);
		await host.sessions.keepAlive([sessionId], after(due, -1000));
		const processes = Array.from({ length: 4 }, () => hostOn(host.db).sessions);
		const answers = await Promise.all(processes.map((sessions) => sessions.resolve(token, due)));
		expect(answers.every((answer) => answer?.sessionId === sessionId)).toBe(true);
		const cookies = answers.flatMap((answer) => answer?.cookie ?? []);
		expect(cookies).toHaveLength(1);
		const next = tokenOf(cookies[0]);
		const fresh = () => hostOn(host.db).sessions;
		expect((await fresh().resolve(next, due))?.sessionId).toBe(sessionId);
		expect((await fresh().resolve(token, after(due, 59_000)))?.cookie).toBeUndefined();
		expect(await fresh().resolve(token, after(due, 59_000))).not.toBeNull();
		expect(await fresh().resolve(token, after(due, 60_000))).toBeNull();
		expect(await fresh().resolve(next, after(due, 60_000))).not.toBeNull();
	});
});

describe('ending sessions', () => {
	test('signing out ends this one, everywhere ends all', async () => {
		const one = await signedIn('leaver');
		const two = await signIn(host, signInOf('leaver'));
		const three = await signIn(host, signInOf('leaver'));
		await signOut(host, { ...contextOf(one.actor), sessionId: one.sessionId }, false);
		expect(await host.sessions.resolve(one.token, new Date())).toBeNull();
		expect(await host.sessions.resolve(tokenOf(two.cookie), new Date())).not.toBeNull();
		expect(await signOut(host, { ...contextOf(one.actor), sessionId: two.sessionId }, true)).toBe(2);
		expect(await host.sessions.resolve(tokenOf(three.cookie), new Date())).toBeNull();
	});

	test('a revocation reaches another process, though it remembers the session', async () => {
		const { actor, token, sessionId } = await signedIn('remote');
		const admin = await insertAccount(host.db, 'remote-admin', 'ADMIN');
		const other = hostOn(host.db).sessions;
		const told: unknown[] = [];
		other.onRevoked((ids) => told.push(ids));
		const listener = new pg.Client({ connectionString: host.url });
		await listener.connect();
		listener.on('notification', ({ payload }) => other.handleNotification(payload ?? ''));
		await listener.query('LISTEN anlan_session');
		try {
			const now = new Date();
			expect(await other.resolve(token, now)).not.toBeNull();
			const begun = performance.now();
			await revokeAccountSessions(host, contextOf(admin), { operationId: newId(), accountId: actor.accountId });
			await expect.poll(() => other.resolve(token, now), { interval: 5 }).toBeNull();
			expect(performance.now() - begun).toBeLessThan(5_000);
			expect(told).toContainEqual({ sessionId });
			expect(told).toContainEqual({ accountId: actor.accountId });
		} finally {
			await listener.end();
		}
	});

	test('what was read before a revocation is not remembered after it', async () => {
		const { actor, token } = await signedIn('racer');
		const now = new Date();
		const reading = host.sessions.resolve(token, now);
		host.sessions.end({ accountId: actor.accountId });
		await reading;
		await host.db.prisma.session.updateMany({ where: { accountId: actor.accountId }, data: { revokedAt: now } });
		expect(await host.sessions.resolve(token, now)).toBeNull();
	});
});

describe('the own password', () => {
	test('when changed ends the others and renews the own session', async () => {
		const own = await signedIn('changer');
		const other = await signIn(host, signInOf('changer'));
		const context = { ...contextOf(own.actor), sessionId: own.sessionId, address: '10.0.0.1' };
		const cookie = await changePassword(host, context, { current: PASSWORD, next: 'lanterns in the gym' });
		expect(await host.sessions.resolve(own.token, new Date())).toBeNull();
		expect(await host.sessions.resolve(tokenOf(other.cookie), new Date())).toBeNull();
		expect((await host.sessions.resolve(tokenOf(cookie), new Date()))?.sessionId).toBe(own.sessionId);
		await expect(signIn(host, signInOf('changer'))).rejects.toMatchObject({ problem: { code: 'wrongCredentials' } });
		await expect(signIn(host, signInOf('changer', { password: 'lanterns in the gym' }))).resolves.toBeTruthy();
	});

	test('needs the present one, counted like sign-ins, and a good new one', async () => {
		const { actor, sessionId } = await signedIn('careless');
		const context = { ...contextOf(actor), sessionId, address: '10.0.0.2' };
		const change = (current: string, next: string) => changePassword(host, context, { current, next });
		await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ problem: { code: 'weakPassword' } });
		await expect(change(PASSWORD, PASSWORD)).rejects.toMatchObject({ problem: { code: 'nothingToChange' } });
		for (const remaining of [4, 3, 2, 1, 0]) {
			await expect(change('not it at all', 'quite another one')).rejects.toMatchObject({
				problem: { code: 'wrongCredentials', params: { remaining } }
			});
		}
		await expect(change(PASSWORD, 'quite another one')).rejects.toMatchObject({ problem: { code: 'tooManyTries' } });
	});

	test('never stands in the audit trail or among the operations', async () => {
		const rows = await host.db.pool.query<{ text: string }>(
			`SELECT e::text AS text FROM audit_entry e UNION ALL SELECT o::text FROM operation o`
		);
		for (const { text } of rows.rows) expect(text).not.toMatch(/herons|lanterns|argon2/);
	});
});

test('the language is kept and told at once', async () => {
	const { actor, sessionId, token } = await signedIn('linguist');
	expect((await host.sessions.resolve(token, new Date()))?.locale).toBe('zh');
	await setLocale(host, { ...contextOf(actor), sessionId }, 'en');
	expect((await host.sessions.resolve(token, new Date()))?.locale).toBe('en');
});

test('nothing went wrong unseen', () => {
	expect(host.errors).toEqual([]);
});
