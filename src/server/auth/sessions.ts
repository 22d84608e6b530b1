import type { Actor } from '#domain/access/can.ts';
import type { Locale } from '#domain/shared/problems.ts';
import type { Database, Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';
import {
	findSession,
	insertSession,
	noteSeen,
	readSessionNews,
	replaceToken,
	rotateToken,
	type SessionRow
} from '../repositories/sessions.ts';
import { clearedCookie, sessionCookie } from './cookie.ts';
import { CACHE_SIZE, SESSION_LIMITS } from './session-limits.ts';
import { SignInThrottle } from './sign-in-throttle.ts';
import { hashToken, isToken, newToken } from './token.ts';

/** A valid session: whose it is, and the cookie to set when its token was just changed. */
export interface ResolvedSession {
	sessionId: string;
	actor: Actor;
	mustChangePassword: boolean;
	locale: Locale;
	cookie?: string;
}

/** Which sessions ended: one, or all of an account. */
export interface RevokedIds {
	sessionId?: string;
	accountId?: string;
}

interface SessionsOptions {
	/** Whether browsers reach the server by https. */
	isSecure: boolean;
	/** Whether published demonstration passwords work here. */
	isDemoAllowed: boolean;
}

/**
 * The sessions of this server: tokens to actors, remembered for two seconds so that hot requests do without the
 * database, and forgotten at once when they end here or in another process.
 */
export class Sessions {
	readonly throttle: SignInThrottle;
	readonly #db: Database;
	readonly #options: SessionsOptions;
	readonly #onError: (error: unknown) => void;
	readonly #known = new Map<string, { session: ResolvedSession; at: number }>();
	readonly #pending = new Map<string, Promise<ResolvedSession | null>>();
	readonly #listeners = new Set<(ids: RevokedIds) => void>();
	/** Counts what was forgotten, so that an answer read before is not remembered after. */
	#forgotten = 0;

	constructor(db: Database, options: SessionsOptions, onError: (error: unknown) => void) {
		this.#db = db;
		this.#options = options;
		this.#onError = onError;
		this.throttle = new SignInThrottle(db.pool);
	}

	get isDemoAllowed(): boolean {
		return this.#options.isDemoAllowed;
	}

	/** A `Set-Cookie` header that signs the browser out. */
	get clearedCookie(): string {
		return clearedCookie(this.#options.isSecure);
	}

	/** The session a cookie's token stands for, or null. Throws what the database throws when it cannot be asked. */
	async resolve(token: string, now: Date): Promise<ResolvedSession | null> {
		if (!isToken(token)) return null;
		const hash = hashToken(token);
		const key = hash.toString('base64url');
		const known = this.#known.get(key);
		if (known && Math.abs(now.getTime() - known.at) < SESSION_LIMITS.cache) return known.session;
		const pending = this.#pending.get(key);
		if (pending) return pending;
		const loading = this.#load(key, hash, now).finally(() => {
			if (this.#pending.get(key) === loading) this.#pending.delete(key);
		});
		this.#pending.set(key, loading);
		return loading;
	}

	/** Opens a session in the transaction of a sign-in; the cookie is its only trace of the token. */
	async open(
		tx: Tx,
		account: { id: string; deviceId: string | null; userAgent: string | null },
		now: Date
	): Promise<{ sessionId: string; cookie: string }> {
		const token = newToken();
		const sessionId = newId();
		const expiresAt = new Date(now.getTime() + SESSION_LIMITS.absolute);
		const { id: accountId, deviceId, userAgent } = account;
		await insertSession(tx, {
			id: sessionId,
			accountId,
			tokenHash: hashToken(token),
			now,
			expiresAt,
			deviceId,
			userAgent
		});
		return { sessionId, cookie: sessionCookie(token, expiresAt, now, this.#options.isSecure) };
	}

	/** A new token for a session, at once and without grace. Returns its cookie. */
	async renew(tx: Tx, sessionId: string, now: Date): Promise<string> {
		const token = newToken();
		await replaceToken(tx, sessionId, hashToken(token), now);
		const { expiresAt } = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { expiresAt: true } });
		return sessionCookie(token, expiresAt, now, this.#options.isSecure);
	}

	/** Sessions whose sockets are open are in use, though they send no requests: a wall screen, a desk at night. */
	async keepAlive(sessionIds: string[], now: Date): Promise<void> {
		if (sessionIds.length === 0) return;
		await noteSeen(this.#db.pool, sessionIds, now, new Date(now.getTime() - SESSION_LIMITS.lastSeenStep));
	}

	/** Forgets sessions that ended and tells the listeners. Call it after the commit that ended them. */
	end(ids: RevokedIds): void {
		this.#forget((session) => session.sessionId === ids.sessionId || session.actor.accountId === ids.accountId);
		for (const listener of this.#listeners) listener(ids);
	}

	/** Forgets what is remembered of an account whose details changed; its sessions go on. */
	refresh(accountId: string): void {
		this.#forget((session) => session.actor.accountId === accountId);
	}

	/** Takes a notification of channel `anlan_session`, sent by whichever process ended or changed sessions. */
	handleNotification(payload: string): void {
		const news = readSessionNews(payload);
		if (!news) this.#onError(new Error(`Unknown notification on the session channel: ${payload.slice(0, 60)}`));
		else if (news.kind === 'stale') this.refresh(news.id);
		else this.end(news.kind === 'session' ? { sessionId: news.id } : { accountId: news.id });
	}

	/** Registers who closes the sockets of sessions that ended. Returns how to stop listening. */
	onRevoked(listener: (ids: RevokedIds) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async #load(key: string, hash: Buffer, now: Date): Promise<ResolvedSession | null> {
		const forgotten = this.#forgotten;
		const row = await findSession(this.#db.pool, hash);
		if (!row || !this.#holds(row, now)) return null;
		const cookie = await this.#rotateIfDue(row, hash, now);
		const seen = new Date(now.getTime() - SESSION_LIMITS.lastSeenStep);
		if (row.lastSeenAt < seen) noteSeen(this.#db.pool, [row.sessionId], now, seen).catch(this.#onError);
		const session: ResolvedSession = {
			sessionId: row.sessionId,
			actor: { accountId: row.accountId, name: row.displayName, role: row.role, areaCode: row.areaCode },
			mustChangePassword: row.mustChangePassword,
			locale: row.locale
		};
		if (forgotten === this.#forgotten) this.#remember(key, session, now);
		return cookie ? { ...session, cookie } : session;
	}

	#holds(row: SessionRow, now: Date): boolean {
		const since = (then: Date) => now.getTime() - then.getTime();
		return (
			row.revokedAt === null &&
			row.disabledAt === null &&
			row.expiresAt > now &&
			since(row.lastSeenAt) < SESSION_LIMITS.idle &&
			(row.isCurrent || since(row.rotatedAt) < SESSION_LIMITS.rotationGrace) &&
			(!row.isDemo || this.#options.isDemoAllowed)
		);
	}

	/** The cookie with the next token, when it is time and no other request was first. A full disk only puts it off. */
	async #rotateIfDue(row: SessionRow, from: Buffer, now: Date): Promise<string | undefined> {
		if (!row.isCurrent || now.getTime() - row.rotatedAt.getTime() < SESSION_LIMITS.rotation) return undefined;
		const token = newToken();
		try {
			const isMine = await rotateToken(this.#db.pool, { id: row.sessionId, from, to: hashToken(token), now });
			return isMine ? sessionCookie(token, row.expiresAt, now, this.#options.isSecure) : undefined;
		} catch (error) {
			this.#onError(error);
			return undefined;
		}
	}

	#remember(key: string, session: ResolvedSession, now: Date): void {
		this.#known.delete(key);
		this.#known.set(key, { session, at: now.getTime() });
		if (this.#known.size <= CACHE_SIZE) return;
		const [oldest] = this.#known.keys();
		if (oldest !== undefined) this.#known.delete(oldest);
	}

	#forget(isMeant: (session: ResolvedSession) => boolean): void {
		this.#forgotten++;
		this.#pending.clear();
		for (const [key, { session }] of this.#known) if (isMeant(session)) this.#known.delete(key);
	}
}
