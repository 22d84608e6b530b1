import { Role } from '#domain/access/roles.ts';
import type { Actor } from '#domain/access/can.ts';
import type { AccountFilter, AccountView, Standing } from '#domain/accounts/account.ts';
import type { Locale } from '#domain/shared/problems.ts';
import type { Tx } from '../db/database.ts';
import type { Account } from '../db/generated/client.ts';

/** An account with its secrets, for signing in and changing the password. */
export type Credentials = Pick<
	Account,
	| 'id'
	| 'username'
	| 'displayName'
	| 'role'
	| 'areaCode'
	| 'passwordHash'
	| 'mustChangePassword'
	| 'isDemo'
	| 'disabledAt'
>;

/** The account of a name or an id, with its password hash; never leaves the server. */
export async function findCredentials(
	tx: Tx,
	where: { id: string } | { username: string }
): Promise<Credentials | null> {
	return tx.account.findUnique({ where });
}

/** Takes an account for change: others wait until this transaction ends. */
export async function lockAccount(tx: Tx, id: string): Promise<Account | null> {
	await tx.$executeRaw`SELECT 1 FROM account WHERE id = ${id}::uuid FOR UPDATE`;
	return tx.account.findUnique({ where: { id } });
}

/** The accounts that administer the whole county, taken for change, so that two cannot both step down last. */
export async function lockAdministrators(tx: Tx, countyCode: string): Promise<Standing[]> {
	const rows = await tx.$queryRaw<{ id: string; area_code: string }[]>`
		SELECT id, area_code FROM account
		WHERE role = 'ADMIN' AND disabled_at IS NULL AND starts_with(${countyCode}, area_code) ORDER BY id FOR UPDATE`;
	return rows.map((row) => ({ id: row.id, role: 'ADMIN', areaCode: row.area_code, disabledAt: null }));
}

/** The name of an area; null when it is not in the tree. */
export async function findAreaName(tx: Tx, code: string): Promise<string | null> {
	return (await tx.area.findUnique({ where: { code }, select: { name: true } }))?.name ?? null;
}

interface AccountRow {
	id: string;
	username: string;
	display_name: string;
	role: string;
	area_code: string;
	area_name: string | null;
	locale: string;
	disabled_at: Date | null;
	must_change_password: boolean;
	is_demo: boolean;
	created_at: Date;
	last_seen_at: Date | null;
	version: number;
}

function toView(row: AccountRow): AccountView {
	return {
		id: row.id,
		username: row.username,
		displayName: row.display_name,
		role: Role.parse(row.role),
		areaCode: row.area_code,
		areaName: row.area_name,
		locale: row.locale as Locale,
		disabledAt: row.disabled_at?.toISOString() ?? null,
		mustChangePassword: row.must_change_password,
		isDemo: row.is_demo,
		createdAt: row.created_at.toISOString(),
		lastSeenAt: row.last_seen_at?.toISOString() ?? null,
		version: row.version
	};
}

/** Accounts of the actor's area, by account name; `next` is what to pass as `after` for the following page. */
export async function findAccounts(
	tx: Tx,
	actor: Pick<Actor, 'areaCode'>,
	filter: AccountFilter
): Promise<{ accounts: AccountView[]; next: string | null }> {
	const { search = '', role = null, state = null, after = null, limit } = filter;
	const rows = await tx.$queryRaw<AccountRow[]>`
		SELECT a.id, a.username, a.display_name, a.role, a.area_code, r.name AS area_name, a.locale, a.disabled_at,
			a.must_change_password, a.is_demo, a.created_at, a.version,
			(SELECT max(s.last_seen_at) FROM session s WHERE s.account_id = a.id) AS last_seen_at
		FROM account a LEFT JOIN area r ON r.code = a.area_code
		WHERE starts_with(a.area_code, ${actor.areaCode})
			AND (strpos(a.username, lower(${search})) > 0 OR strpos(lower(a.display_name), lower(${search})) > 0)
			AND (${role}::text IS NULL OR a.role = ${role})
			AND (${state}::text IS NULL OR (a.disabled_at IS NULL) = (${state} = 'working'))
			AND (${after}::text IS NULL OR a.username COLLATE "C" > ${after})
		ORDER BY a.username COLLATE "C" LIMIT ${limit + 1}`;
	const accounts = rows.slice(0, limit).map(toView);
	return { accounts, next: rows.length > limit ? (accounts.at(-1)?.username ?? null) : null };
}

/** One account as shown. */
export async function getAccountView(tx: Tx, id: string): Promise<AccountView> {
	const account = await tx.account.findUniqueOrThrow({ where: { id } });
	const { _max } = await tx.session.aggregate({ where: { accountId: id }, _max: { lastSeenAt: true } });
	return toView({
		id,
		username: account.username,
		display_name: account.displayName,
		role: account.role,
		area_code: account.areaCode,
		area_name: await findAreaName(tx, account.areaCode),
		locale: account.locale,
		disabled_at: account.disabledAt,
		must_change_password: account.mustChangePassword,
		is_demo: account.isDemo,
		created_at: account.createdAt,
		last_seen_at: _max.lastSeenAt,
		version: account.version
	});
}
