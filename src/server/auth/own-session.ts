import { checkPassword } from '#domain/accounts/password-rule.ts';
import { ProblemError, type Locale } from '#domain/shared/problems.ts';
import { accept, record, type AuditRecord, type CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { findCredentials } from '../repositories/accounts.ts';
import { revokeSessions, tellSessionNews } from '../repositories/sessions.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { SessionsHost } from './sign-in.ts';

/** A signed-in account acting on itself. */
export interface OwnContext extends CommandContext {
	sessionId: string;
}

/** Ends the own session, or with `everywhere` all of the account's. Returns how many ended. */
export async function signOut(host: SessionsHost, context: OwnContext, everywhere: boolean): Promise<number> {
	const { accountId } = context.actor;
	const ended = await host.db.prisma.$transaction(async (tx) => {
		const ids = await revokeSessions(tx, accountId, context.now, everywhere ? {} : { only: context.sessionId });
		await recordOwn(tx, host, context, {
			verb: 'session.revoke',
			subjectType: everywhere ? 'account' : 'session',
			subjectId: everywhere ? accountId : context.sessionId,
			after: { sessions: ids.length }
		});
		return ids;
	});
	host.committed();
	for (const sessionId of ended) host.sessions.end({ sessionId });
	return ended.length;
}

/**
 * Changes the own password; all other sessions end and the own one gets a new token. Returns the cookie to set.
 *
 * @throws ProblemError `wrongCredentials` and `tooManyTries` for the present password, `weakPassword`,
 * `nothingToChange` when the new one is the present one
 */
export async function changePassword(
	host: SessionsHost,
	context: OwnContext & { address: string },
	{ current, next }: { current: string; next: string }
): Promise<string> {
	const { accountId } = context.actor;
	const account = await findCredentials(host.db.prisma, { id: accountId });
	if (!account) throw new ProblemError('unauthenticated');
	await host.sessions.throttle.attempt({ account: account.username, address: context.address }, async () =>
		(await verifyPassword(account.passwordHash, current)) ? account : null
	);
	accept(checkPassword(next, account.username));
	if (await verifyPassword(account.passwordHash, next)) throw new ProblemError('nothingToChange');
	const passwordHash = await hashPassword(next);
	const done = await host.db.prisma.$transaction(async (tx) => {
		const { count } = await tx.account.updateMany({
			where: { id: accountId, passwordHash: account.passwordHash },
			data: { passwordHash, mustChangePassword: false, isDemo: false, version: { increment: 1 } }
		});
		if (count === 0) throw new ProblemError('versionConflict');
		const others = await revokeSessions(tx, accountId, context.now, { except: context.sessionId });
		const cookie = await host.sessions.renew(tx, context.sessionId, context.now);
		await tellSessionNews(tx, { kind: 'stale', id: accountId });
		await recordOwn(tx, host, context, {
			verb: 'account.changePassword',
			subjectType: 'account',
			subjectId: accountId,
			after: { sessionsEnded: others.length }
		});
		return { others, cookie };
	});
	host.committed();
	host.sessions.refresh(accountId);
	for (const sessionId of done.others) host.sessions.end({ sessionId });
	return done.cookie;
}

/** Sets the language the account's screens open in. */
export async function setLocale(host: SessionsHost, context: OwnContext, locale: Locale): Promise<void> {
	const { accountId } = context.actor;
	await host.db.prisma.$transaction(async (tx) => {
		const before = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { locale: true } });
		if (before.locale === locale) return;
		await tx.account.update({ where: { id: accountId }, data: { locale } });
		await tellSessionNews(tx, { kind: 'stale', id: accountId });
		await recordOwn(tx, host, context, {
			verb: 'account.setLocale',
			subjectType: 'account',
			subjectId: accountId,
			before,
			after: { locale }
		});
	});
	host.committed();
	host.sessions.refresh(accountId);
}

/** Writes what an account did to itself into the trail. */
export function recordOwn(tx: Tx, host: SessionsHost, context: OwnContext, entry: Omit<AuditRecord, 'areaCode'>) {
	const audit = [{ ...entry, areaCode: context.actor.areaCode }];
	return record(tx, host.countyCode, context, { answer: null, changes: [], audit });
}
