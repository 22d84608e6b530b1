import { covers, type Actor } from '#domain/access/can.ts';
import { Role } from '#domain/access/roles.ts';
import {
	decideStanding,
	type AccountCommandInput,
	type AccountView,
	type CreateAccountInput,
	type EditAccountInput
} from '#domain/accounts/account.ts';
import type { AuditVerb } from '#domain/audit/audit-verbs.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute, requireCovered, type CommandContext, type Outcome } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import type { Account } from '../db/generated/client.ts';
import { newId } from '../new-id.ts';
import { findAreaName, getAccountView, lockAccount, lockAdministrators } from '../repositories/accounts.ts';
import { removePin } from '../repositories/device-accounts.ts';
import { revokeSessions, tellSessionNews } from '../repositories/sessions.ts';
import { generateOneTimePassword, hashPassword } from './passwords.ts';
import type { SessionsHost } from './sign-in.ts';

/**
 * An account and the one-time password just made for it. The password is told once and kept nowhere: when the same
 * command is sent again it is null, and a new one has to be made by resetting.
 */
export interface IssuedAccount {
	account: AccountView;
	oneTimePassword: string | null;
}

/**
 * Makes an account inside the actor's area, with a one-time password.
 *
 * @throws ProblemError `outsideArea`, `unknownArea`, `alreadyExists`
 */
export async function createAccount(
	host: SessionsHost,
	context: CommandContext,
	input: CreateAccountInput
): Promise<IssuedAccount> {
	return issuing(async (passwordHash, issue) =>
		execute(host, context, 'account.manage', { ...input, action: 'create' }, async (tx) => {
			await requireArea(tx, context.actor, input.areaCode);
			const { username, displayName, role, areaCode } = input;
			if (await tx.account.findUnique({ where: { username } }))
				throw new ProblemError('alreadyExists', { name: username });
			const row = { id: newId(), username, displayName, role, areaCode, passwordHash, mustChangePassword: true };
			await tx.account.create({ data: { ...row, createdAt: context.now } });
			return outcomeOf(tx, 'account.create', row.id, null, { issue });
		})
	);
}

/**
 * Changes an account's name, role or area. A new role or area ends its sessions: it signs in again with what it may
 * do now.
 *
 * @throws ProblemError `notFound`, `versionConflict`, `outsideArea`, `unknownArea`, `lastAdministrator`,
 * `nothingToChange`
 */
export async function editAccount(
	host: SessionsHost,
	context: CommandContext,
	input: EditAccountInput
): Promise<AccountView> {
	const { displayName, role, areaCode } = input;
	const answer = await execute(host, context, 'account.manage', { ...input, action: 'edit' }, async (tx) => {
		const account = await takeAccount(tx, context.actor, input.accountId);
		if (account.version !== input.version) throw new ProblemError('versionConflict');
		const isMoved = role !== account.role || areaCode !== account.areaCode;
		if (!isMoved && displayName === account.displayName) throw new ProblemError('nothingToChange');
		if (areaCode !== account.areaCode) await requireArea(tx, context.actor, areaCode);
		await requireStanding(tx, host, account, { role, areaCode });
		await tx.account.update({
			where: { id: account.id },
			data: { displayName, role, areaCode, version: { increment: 1 } }
		});
		if (isMoved) await endSessions(tx, account.id, context.now);
		else await tellSessionNews(tx, { kind: 'stale', id: account.id });
		return outcomeOf(tx, 'account.edit', account.id, account, { isMoved });
	});
	if (answer.isMoved) host.sessions.end({ accountId: input.accountId });
	else host.sessions.refresh(input.accountId);
	return answer.account;
}

/**
 * Stops an account from signing in and ends its sessions, or lets it sign in again.
 *
 * @throws ProblemError `notFound`, `lastAdministrator`, `nothingToChange`
 */
export async function setAccountDisabled(
	host: SessionsHost,
	context: CommandContext,
	input: AccountCommandInput,
	isDisabled: boolean
): Promise<AccountView> {
	const action = isDisabled ? 'disable' : 'enable';
	const answer = await execute(host, context, 'account.manage', { ...input, action }, async (tx) => {
		const account = await takeAccount(tx, context.actor, input.accountId);
		if ((account.disabledAt !== null) === isDisabled) throw new ProblemError('nothingToChange');
		const disabledAt = isDisabled ? context.now : null;
		await requireStanding(tx, host, account, { disabledAt });
		await tx.account.update({ where: { id: account.id }, data: { disabledAt, version: { increment: 1 } } });
		await endSessions(tx, account.id, context.now);
		return outcomeOf(tx, `account.${action}`, account.id, account, {});
	});
	host.sessions.end({ accountId: input.accountId });
	return answer.account;
}

/**
 * Gives an account a new one-time password and ends its sessions.
 *
 * @throws ProblemError `notFound`
 */
export async function resetPassword(
	host: SessionsHost,
	context: CommandContext,
	input: AccountCommandInput
): Promise<IssuedAccount> {
	const issued = await issuing(async (passwordHash, issue) =>
		execute(host, context, 'account.manage', { ...input, action: 'resetPassword' }, async (tx) => {
			const account = await takeAccount(tx, context.actor, input.accountId);
			await tx.account.update({
				where: { id: account.id },
				data: { passwordHash, mustChangePassword: true, isDemo: false, version: { increment: 1 } }
			});
			await removePin(tx, account.id);
			await endSessions(tx, account.id, context.now);
			return outcomeOf(tx, 'account.resetPassword', account.id, account, { issue });
		})
	);
	host.sessions.end({ accountId: input.accountId });
	await host.sessions.throttle.forgive(issued.account.username);
	return issued;
}

/**
 * Ends all sessions of an account.
 *
 * @throws ProblemError `notFound`
 */
export async function revokeAccountSessions(
	host: SessionsHost,
	context: CommandContext,
	input: AccountCommandInput
): Promise<AccountView> {
	const answer = await execute(host, context, 'account.manage', { ...input, action: 'revokeSessions' }, async (tx) => {
		const account = await takeAccount(tx, context.actor, input.accountId);
		await endSessions(tx, account.id, context.now);
		return outcomeOf(tx, 'account.revokeSessions', account.id, account, {});
	});
	host.sessions.end({ accountId: input.accountId });
	return answer.account;
}

/** Makes a password, and gives it out only when this very call, not an earlier one with its id, did the work. */
async function issuing(
	work: (passwordHash: string, issue: string) => Promise<{ account: AccountView; issue: string }>
): Promise<IssuedAccount> {
	const password = generateOneTimePassword();
	const mine = newId();
	const { account, issue } = await work(await hashPassword(password), mine);
	return { account, oneTimePassword: issue === mine ? password : null };
}

async function takeAccount(tx: Tx, actor: Actor, id: string): Promise<Account> {
	const account = await lockAccount(tx, id);
	requireCovered(actor, account && { areas: [account.areaCode] });
	return account!;
}

async function requireArea(tx: Tx, actor: Actor, code: string): Promise<void> {
	if (!covers(actor, { areas: [code] })) throw new ProblemError('outsideArea', { codes: code });
	if ((await findAreaName(tx, code)) === null) throw new ProblemError('unknownArea', { codes: code });
}

async function requireStanding(
	tx: Tx,
	host: SessionsHost,
	account: Account,
	change: { role?: Role; areaCode?: string; disabledAt?: Date | null }
): Promise<void> {
	const { id, role, areaCode, disabledAt } = { ...account, ...change };
	const next = { id, role: Role.parse(role), areaCode, disabledAt: disabledAt?.toISOString() ?? null };
	accept(decideStanding(next, await lockAdministrators(tx, host.countyCode), host.countyCode));
}

async function endSessions(tx: Tx, accountId: string, now: Date): Promise<void> {
	await revokeSessions(tx, accountId, now);
	await tellSessionNews(tx, { kind: 'account', id: accountId });
}

async function outcomeOf<X extends object>(
	tx: Tx,
	verb: AuditVerb,
	accountId: string,
	before: Account | null,
	further: X
): Promise<Outcome<{ account: AccountView } & X>> {
	const account = await getAccountView(tx, accountId);
	return {
		answer: { account, ...further },
		changes: [],
		audit: [
			{
				verb,
				subjectType: 'account',
				subjectId: accountId,
				areaCode: account.areaCode,
				before: before && traced({ ...before, disabledAt: before.disabledAt?.toISOString() ?? null }),
				after: traced(account)
			}
		]
	};
}

/** What the trail keeps of an account: never its password. */
function traced(of: Pick<AccountView, 'username' | 'displayName' | 'areaCode' | 'disabledAt'> & { role: string }) {
	const { username, displayName, role, areaCode, disabledAt } = of;
	return { username, displayName, role, areaCode, disabledAt };
}
