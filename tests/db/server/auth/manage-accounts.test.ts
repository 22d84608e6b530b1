import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#domain/access/can.ts';
import { AccountFilter } from '#domain/accounts/account.ts';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { ensureFirstAdministrator } from '#server/auth/first-administrator.ts';
import {
	createAccount,
	editAccount,
	resetPassword,
	revokeAccountSessions,
	setAccountDisabled
} from '#server/auth/manage-accounts.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { newId } from '#server/new-id.ts';
import { findAccounts } from '#server/repositories/accounts.ts';
import {
	contextOf,
	COUNTY,
	createHost,
	insertAccount,
	OTHER_TOWNSHIP,
	signInOf,
	tokenOf,
	TOWNSHIP
} from '../../accounts-host.ts';

let host: Awaited<ReturnType<typeof createHost>>;
let admin: Actor;
let townshipAdmin: Actor;
beforeAll(async () => {
	host = await createHost();
	admin = await insertAccount(host.db, 'chief', 'ADMIN');
	townshipAdmin = await insertAccount(host.db, 'township-chief', 'ADMIN', TOWNSHIP);
});
afterAll(() => host.close());

const wanted = (username: string, further: { areaCode?: string } = {}) => ({
	operationId: newId(),
	username,
	displayName: '某甲',
	role: 'COORDINATOR' as const,
	areaCode: TOWNSHIP,
	...further
});
const about = (actor: { accountId: string } | { id: string }) => ({
	operationId: newId(),
	accountId: 'id' in actor ? actor.id : actor.accountId
});
const refused = (code: string) => ({ problem: { code } });

describe('a new account', () => {
	test('signs in with its one-time password, which is told once and stored nowhere', async () => {
		const input = wanted('li.si');
		const made = await createAccount(host, contextOf(admin), input);
		expect(made.oneTimePassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
		expect(made.account).toMatchObject({
			username: 'li.si',
			areaName: '洪桥街道',
			mustChangePassword: true,
			version: 1
		});
		const session = await signIn(host, signInOf('li.si', { password: made.oneTimePassword! }));
		expect(session.mustChangePassword).toBe(true);

		const again = await createAccount(host, contextOf(admin), input);
		expect(again).toEqual({ account: made.account, oneTimePassword: null });
		const { rows } = await host.db.pool.query<{ text: string }>(
			'SELECT o::text AS text FROM operation o UNION ALL SELECT e::text FROM audit_entry e UNION ALL SELECT payload FROM change_log'
		);
		for (const { text } of rows) expect(text).not.toContain(made.oneTimePassword);
	});

	test('sent twice at once is made once, and only one answer has the password', async () => {
		const input = wanted('wang.wu');
		const both = await Promise.all([1, 2, 3].map(() => createAccount(host, contextOf(admin), input)));
		expect(new Set(both.map((one) => one.account.id)).size).toBe(1);
		const passwords = both.flatMap((one) => one.oneTimePassword ?? []);
		expect(passwords).toHaveLength(1);
		await expect(signIn(host, signInOf('wang.wu', { password: passwords[0]! }))).resolves.toBeTruthy();
	});

	test('lies inside the area of who makes it, and in an area that exists', async () => {
		const make = (actor: Actor, areaCode: string) =>
			createAccount(host, contextOf(actor), wanted(`u${newId().slice(-8)}`, { areaCode }));
		await expect(make(townshipAdmin, OTHER_TOWNSHIP)).rejects.toMatchObject(refused('outsideArea'));
		await expect(make(townshipAdmin, COUNTY)).rejects.toMatchObject(refused('outsideArea'));
		await expect(make(townshipAdmin, `${TOWNSHIP}001`)).resolves.toBeTruthy();
		await expect(make(admin, '430426999')).rejects.toMatchObject(refused('unknownArea'));
		const desk = { ...admin, role: 'DESK' as const };
		await expect(make(desk, TOWNSHIP)).rejects.toMatchObject(refused('forbidden'));
	});

	test('has a name of its own, however it is written', async () => {
		await createAccount(host, contextOf(admin), wanted('zhao.liu'));
		await expect(createAccount(host, contextOf(admin), wanted('zhao.liu'))).rejects.toMatchObject(
			refused('alreadyExists')
		);
	});
});

describe('an edit', () => {
	test('of role or area ends the sessions, of the name alone does not', async () => {
		const actor = await insertAccount(host.db, 'mover', 'COORDINATOR', TOWNSHIP);
		const session = await signIn(host, signInOf('mover'));
		const token = tokenOf(session.cookie);
		expect((await host.sessions.resolve(token, new Date()))?.actor.name).toBe('mover-name');
		const edit = (version: number, further: object) =>
			editAccount(host, contextOf(admin), {
				...about(actor),
				version,
				displayName: '新名',
				role: 'COORDINATOR',
				areaCode: TOWNSHIP,
				...further
			});
		await expect(edit(1, {})).resolves.toMatchObject({ version: 2, displayName: '新名' });
		expect((await host.sessions.resolve(token, new Date()))?.actor.name).toBe('新名');
		await expect(edit(1, { displayName: '旧版' })).rejects.toMatchObject(refused('versionConflict'));
		await expect(edit(2, {})).rejects.toMatchObject(refused('nothingToChange'));
		await edit(2, { areaCode: OTHER_TOWNSHIP });
		expect(await host.sessions.resolve(token, new Date())).toBeNull();
		const trail = await host.db.prisma.auditEntry.findFirst({
			where: { verb: 'account.edit' },
			orderBy: { id: 'desc' }
		});
		expect(trail).toMatchObject({
			areaCode: OTHER_TOWNSHIP,
			before: { areaCode: TOWNSHIP },
			after: { areaCode: OTHER_TOWNSHIP }
		});
	});

	test('outside one’s area finds nothing, and cannot move anyone out', async () => {
		const outside = await insertAccount(host.db, 'elsewhere', 'DESK', OTHER_TOWNSHIP);
		const inside = await insertAccount(host.db, 'here', 'DESK', TOWNSHIP);
		const edit = (actor: Actor, areaCode: string) =>
			editAccount(host, contextOf(townshipAdmin), {
				...about(actor),
				version: 1,
				displayName: '某',
				role: 'DESK',
				areaCode
			});
		await expect(edit(outside, TOWNSHIP)).rejects.toMatchObject(refused('notFound'));
		await expect(edit({ ...outside, accountId: newId() }, TOWNSHIP)).rejects.toMatchObject(refused('notFound'));
		await expect(edit(inside, OTHER_TOWNSHIP)).rejects.toMatchObject(refused('outsideArea'));
		for (const work of [resetPassword, revokeAccountSessions])
			await expect(work(host, contextOf(townshipAdmin), about(outside))).rejects.toMatchObject(refused('notFound'));
		await expect(setAccountDisabled(host, contextOf(townshipAdmin), about(outside), true)).rejects.toMatchObject(
			refused('notFound')
		);
	});
});

describe('disabling and resetting', () => {
	test('end the sessions at once; enabling lets in again', async () => {
		const actor = await insertAccount(host.db, 'pauser');
		const token = tokenOf((await signIn(host, signInOf('pauser'))).cookie);
		expect(await host.sessions.resolve(token, new Date())).not.toBeNull();
		await setAccountDisabled(host, contextOf(admin), about(actor), true);
		expect(await host.sessions.resolve(token, new Date())).toBeNull();
		await expect(signIn(host, signInOf('pauser'))).rejects.toMatchObject(refused('wrongCredentials'));
		await setAccountDisabled(host, contextOf(admin), about(actor), false);
		await expect(signIn(host, signInOf('pauser'))).resolves.toBeTruthy();
	});

	test('with one operation id are two things: the second is refused', async () => {
		const actor = await insertAccount(host.db, 'twofold');
		const input = about(actor);
		await setAccountDisabled(host, contextOf(admin), input, true);
		await expect(setAccountDisabled(host, contextOf(admin), input, true)).resolves.toBeTruthy();
		await expect(setAccountDisabled(host, contextOf(admin), input, false)).rejects.toMatchObject(
			refused('operationConflict')
		);
	});

	test('a reset makes a demonstration account one of the county’s own, and forgives its failed tries', async () => {
		const actor = await insertAccount(host.db, 'demo-reset', 'DESK', COUNTY, { isDemo: true });
		for (let n = 0; n < 5; n++)
			await expect(signIn(host, signInOf('demo-reset', { password: 'wrong' }))).rejects.toThrow();
		const { oneTimePassword, account } = await resetPassword(host, contextOf(admin), about(actor));
		expect(account).toMatchObject({ isDemo: false, mustChangePassword: true });
		await expect(signIn(host, signInOf('demo-reset', { password: oneTimePassword! }))).resolves.toMatchObject({
			mustChangePassword: true
		});
	});
});

describe('the last administrator of the county', () => {
	test('stays, even when two step down at once', async () => {
		const own = await createHost();
		try {
			const [one, two] = [await insertAccount(own.db, 'one', 'ADMIN'), await insertAccount(own.db, 'two', 'ADMIN')];
			await insertAccount(own.db, 'small', 'ADMIN', TOWNSHIP);
			const results = await Promise.allSettled([
				setAccountDisabled(own, contextOf(one), about(two), true),
				editAccount(own, contextOf(two), {
					...about(one),
					version: 1,
					displayName: 'one',
					role: 'ADMIN',
					areaCode: TOWNSHIP
				})
			]);
			const failed = results.filter((result) => result.status === 'rejected');
			expect(failed).toHaveLength(1);
			expect(failed[0]).toMatchObject({ reason: refused('lastAdministrator') });
		} finally {
			await own.close();
		}
	});
});

describe('the list', () => {
	const names = async (actor: Actor, filter: Partial<AccountFilter>) =>
		(await findAccounts(host.db.prisma, actor, AccountFilter.parse(filter))).accounts.map((one) => one.username);

	test('shows one’s area only, and finds by name literally', async () => {
		await insertAccount(host.db, 'find_me', 'DESK', TOWNSHIP);
		await insertAccount(host.db, 'findxme', 'DESK', OTHER_TOWNSHIP);
		expect(await names(admin, { search: 'FIND_' })).toEqual(['find_me']);
		expect(await names(admin, { search: 'findxme-NAME' })).toEqual(['findxme']);
		expect(await names(townshipAdmin, { search: 'find' })).toEqual(['find_me']);
		expect(await names(admin, { search: '%' })).toEqual([]);
		expect(await names(admin, { role: 'LEADER' })).toEqual([]);
	});

	test('goes page by page through all of them', async () => {
		const all = await names(admin, {});
		const paged: string[] = [];
		for (let after: string | undefined; ;) {
			const page = await findAccounts(host.db.prisma, admin, AccountFilter.parse({ after, limit: 3 }));
			paged.push(...page.accounts.map((one) => one.username));
			if (page.next === null) break;
			after = page.next;
		}
		expect(paged).toEqual(all);
	});
});

test('the first administrator is made once, by the system, and must change the password', async () => {
	const own = await createHost();
	try {
		const made = await Promise.all([ensureFirstAdministrator(own), ensureFirstAdministrator(own)]);
		const first = made.find((one) => one !== null)!;
		expect(made.filter((one) => one !== null)).toHaveLength(1);
		expect(first.username).toBe('admin');
		const session = await signIn(own, signInOf('admin', { password: first.oneTimePassword }));
		expect(session.mustChangePassword).toBe(true);
		expect(await ensureFirstAdministrator(own)).toBeNull();
		const entry = await own.db.prisma.auditEntry.findFirst({ where: { verb: 'account.create' } });
		expect(entry).toMatchObject({ accountName: SYSTEM_ACTOR.name, areaCode: COUNTY });
	} finally {
		await own.close();
	}
});
