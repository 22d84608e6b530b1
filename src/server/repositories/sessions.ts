import type pg from 'pg';
import type { Role } from '#domain/access/roles.ts';
import type { Locale } from '#domain/shared/problems.ts';
import type { Tx } from '../db/database.ts';

/** A session with what its account is now, as found by a token. */
export interface SessionRow {
	sessionId: string;
	accountId: string;
	/** Whether the token is the present one; otherwise it is the one before the last rotation. */
	isCurrent: boolean;
	rotatedAt: Date;
	lastSeenAt: Date;
	expiresAt: Date;
	revokedAt: Date | null;
	displayName: string;
	role: Role;
	areaCode: string;
	mustChangePassword: boolean;
	isDemo: boolean;
	disabledAt: Date | null;
	locale: Locale;
}

/** The channel on which processes tell each other that sessions ended or changed. */
export const SESSION_CHANNEL = 'anlan_session';

/** What is told: sessions that ended (one, or all of an account), or an account whose details changed. */
export type SessionNews = { kind: 'session' | 'account' | 'stale'; id: string };

/** The session a token's hash belongs to. One indexed query. */
export async function findSession(pool: pg.Pool, tokenHash: Buffer): Promise<SessionRow | undefined> {
	const { rows } = await pool.query<SessionRow>({
		name: 'find-session',
		text: `SELECT s.id AS "sessionId", s.account_id AS "accountId", s.token_hash = $1 AS "isCurrent",
				s.rotated_at AS "rotatedAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
				s.revoked_at AS "revokedAt", a.display_name AS "displayName", a.role, a.area_code AS "areaCode",
				a.must_change_password AS "mustChangePassword", a.is_demo AS "isDemo", a.disabled_at AS "disabledAt", a.locale
			FROM session s JOIN account a ON a.id = s.account_id
			WHERE s.token_hash = $1 OR s.previous_token_hash = $1`,
		values: [tokenHash]
	});
	return rows[0];
}

/** Gives a session its next token; false when another request was first. */
export async function rotateToken(
	pool: pg.Pool,
	session: { id: string; from: Buffer; to: Buffer; now: Date }
): Promise<boolean> {
	const { rowCount } = await pool.query(
		`UPDATE session SET previous_token_hash = token_hash, token_hash = $3, rotated_at = $4
			WHERE id = $1 AND token_hash = $2 AND revoked_at IS NULL`,
		[session.id, session.from, session.to, session.now]
	);
	return rowCount === 1;
}

/** Notes that sessions were in use, for those not noted since `before`. */
export async function noteSeen(pool: pg.Pool, sessionIds: string[], now: Date, before: Date): Promise<void> {
	await pool.query('UPDATE session SET last_seen_at = $2 WHERE id = ANY ($1::uuid[]) AND last_seen_at < $3', [
		sessionIds,
		now,
		before
	]);
}

/** Opens a session, and forgets those of the account that are long over. */
export async function insertSession(
	tx: Tx,
	session: {
		id: string;
		accountId: string;
		tokenHash: Buffer<ArrayBuffer>;
		now: Date;
		expiresAt: Date;
		deviceId: string | null;
		userAgent: string | null;
	}
): Promise<void> {
	const { now, ...row } = session;
	await tx.session.deleteMany({ where: { accountId: session.accountId, expiresAt: { lt: now } } });
	await tx.session.create({ data: { ...row, createdAt: now, rotatedAt: now, lastSeenAt: now } });
}

/** Replaces a session's token without grace: whoever else holds the old one is out. */
export async function replaceToken(tx: Tx, sessionId: string, tokenHash: Buffer<ArrayBuffer>, now: Date) {
	await tx.session.update({
		where: { id: sessionId },
		data: { tokenHash, previousTokenHash: null, rotatedAt: now, lastSeenAt: now }
	});
}

/** Ends the account's open sessions, all or those asked for, and tells every process at commit. Returns their ids. */
export async function revokeSessions(
	tx: Tx,
	accountId: string,
	now: Date,
	which: { only?: string; except?: string } = {}
): Promise<string[]> {
	const ended = await tx.session.updateManyAndReturn({
		where: { accountId, revokedAt: null, id: { equals: which.only, not: which.except } },
		data: { revokedAt: now },
		select: { id: true }
	});
	for (const { id } of ended) await tellSessionNews(tx, { kind: 'session', id });
	return ended.map(({ id }) => id);
}

/** Ends the open sessions of a device, whoever's, and tells every process at commit. Returns their ids. */
export async function revokeDeviceSessions(tx: Tx, deviceId: string, now: Date): Promise<string[]> {
	const ended = await tx.session.updateManyAndReturn({
		where: { deviceId, revokedAt: null },
		data: { revokedAt: now },
		select: { id: true }
	});
	for (const { id } of ended) await tellSessionNews(tx, { kind: 'session', id });
	return ended.map(({ id }) => id);
}

/** Tells every process, when the transaction commits. */
export async function tellSessionNews(tx: Tx, { kind, id }: SessionNews): Promise<void> {
	await tx.$executeRaw`SELECT pg_notify(${SESSION_CHANNEL}, ${`${kind}:${id}`})`;
}

/** The news in a notification's payload; null for what is none. */
export function readSessionNews(payload: string): SessionNews | null {
	const [, kind, id] = /^(session|account|stale):([0-9a-f-]{36})$/.exec(payload) ?? [];
	return kind && id ? { kind: kind as SessionNews['kind'], id } : null;
}

/** An account's open sessions, the last used first. */
export async function findOpenSessions(tx: Tx, accountId: string, now: Date) {
	return tx.session.findMany({
		where: { accountId, revokedAt: null, expiresAt: { gt: now } },
		select: { id: true, deviceId: true, userAgent: true, createdAt: true, lastSeenAt: true, expiresAt: true },
		orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }]
	});
}
