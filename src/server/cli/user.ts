import type { Command } from 'commander';
import { ROLE_NAMES, ROLES } from '#domain/access/roles.ts';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { AccountFilter, CreateAccountInput, type AccountView } from '#domain/accounts/account.ts';
import { normaliseUsername } from '#domain/accounts/username.ts';
import { describeIssues } from '#domain/shared/describe-issue.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { createAccount, resetPassword, setAccountDisabled, type IssuedAccount } from '../auth/manage-accounts.ts';
import { Sessions } from '../auth/sessions.ts';
import type { SessionsHost } from '../auth/sign-in.ts';
import type { CommandContext } from '../commands/execute.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { newId } from '../new-id.ts';
import { findAccounts, findCredentials } from '../repositories/accounts.ts';

/** `user`: accounts from the server's console, for when nobody can sign in. Told in the trail as “system”. */
export function registerUser(program: Command): void {
	const user = program.command('user').description('管理账号 · manage accounts');
	user
		.command('list')
		.description('列出账号 · list the accounts')
		.option('--search <text>', '账号或姓名的一部分 · part of the account name or the person’s name')
		.action(({ search }: { search?: string }) => withHost((host) => list(host, search)));
	user
		.command('add <username>')
		.description('新建账号，打印一次性密码 · make an account and print its one-time password')
		.requiredOption('--name <name>', '姓名 · the person’s name')
		.requiredOption('--role <role>', `岗位 · role: ${ROLES.join(', ')}`)
		.option('--area <code>', '区划代码，默认本县 · division code, the county if left out')
		.action((username: string, given: { name: string; role: string; area?: string }) =>
			withHost(async (host) => {
				const input = CreateAccountInput.safeParse({
					operationId: newId(),
					username,
					displayName: given.name,
					role: given.role.toUpperCase(),
					areaCode: given.area ?? host.countyCode
				});
				if (!input.success) {
					const fields = describeIssues(input.error.issues);
					const summary = fields.map(({ path, zh, en }) => `${path} ${zh} (${en})`).join('; ');
					throw new ProblemError('invalidInput', { summary }, fields);
				}
				printIssued(await createAccount(host, consoleContext(), input.data));
			})
		);
	user
		.command('reset <username>')
		.description('重置密码，打印一次性密码 · print a new one-time password')
		.action((username: string) =>
			withHost(async (host) =>
				printIssued(await resetPassword(host, consoleContext(), await commandAbout(host, username)))
			)
		);
	for (const [verb, isDisabled, words] of [
		['disable', true, '停用账号并退出其全部会话 · disable an account and end its sessions'],
		['enable', false, '恢复账号 · let a disabled account sign in again']
	] as const)
		user
			.command(`${verb} <username>`)
			.description(words)
			.action((username: string) =>
				withHost(async (host) =>
					print(await setAccountDisabled(host, consoleContext(), await commandAbout(host, username), isDisabled))
				)
			);
}

async function withHost(work: (host: SessionsHost) => Promise<void>): Promise<void> {
	const config = readConfig(process.env);
	await withDatabase(config, postgresLog, async (url) => {
		const db = openDatabase(url, { max: 2 });
		const sessions = new Sessions(db, { isSecure: false, isDemoAllowed: config.isDemoAllowed }, (error) => {
			process.stderr.write(`${String(error)}\n`);
		});
		try {
			await work({ db, countyCode: config.county, committed: () => undefined, sessions });
		} finally {
			await db.close();
		}
	});
}

function consoleContext(): CommandContext {
	return { actor: SYSTEM_ACTOR, deviceId: null, requestId: newId(), now: new Date() };
}

async function commandAbout(host: SessionsHost, username: string) {
	const account = await findCredentials(host.db.prisma, { username: normaliseUsername(username) });
	if (!account) throw new ProblemError('notFound');
	return { operationId: newId(), accountId: account.id };
}

async function list(host: SessionsHost, search?: string): Promise<void> {
	for (let after: string | undefined; ;) {
		const page = await findAccounts(host.db.prisma, SYSTEM_ACTOR, AccountFilter.parse({ search, after, limit: 200 }));
		page.accounts.forEach(print);
		if (page.next === null) return;
		after = page.next;
	}
}

function print(account: AccountView): void {
	const state = account.disabledAt ? '已停用 disabled' : account.mustChangePassword ? '待改密码 one-time password' : '';
	const { zh, en } = ROLE_NAMES[account.role];
	const columns = [
		account.username,
		account.displayName,
		`${zh} ${en}`,
		`${account.areaName ?? ''} ${account.areaCode}`,
		state
	];
	process.stdout.write(`${columns.join('\t').trimEnd()}\n`);
}

function printIssued({ account, oneTimePassword }: IssuedAccount): void {
	print(account);
	process.stdout.write(`一次性密码 · one-time password: ${oneTimePassword ?? ''}\n`);
}
