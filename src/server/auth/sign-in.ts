import { Role } from '#domain/access/roles.ts';
import { normaliseUsername } from '#domain/accounts/username.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { record, type Executor } from '../commands/execute.ts';
import { findCredentials } from '../repositories/accounts.ts';
import { revokeSessions } from '../repositories/sessions.ts';
import { verifyPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

/** What signing in needs of the server. */
export type SessionsHost = Executor & { sessions: Sessions };

export interface SignInRequest {
	username: string;
	password: string;
	deviceId: string | null;
	userAgent: string | null;
	/** The client's address, for throttling only. */
	address: string;
	requestId: string;
	now: Date;
	/** The session this browser had until now, which ends. */
	replaces: string | null;
}

/**
 * Signs in with name and password. Returns the cookie to set.
 *
 * @throws ProblemError `wrongCredentials` (unknown name, wrong password and disabled account alike), `tooManyTries`,
 * `demoPasswordRefused`
 */
export async function signIn(
	host: SessionsHost,
	request: SignInRequest
): Promise<{ cookie: string; sessionId: string; mustChangePassword: boolean }> {
	const { deviceId, userAgent, requestId, now } = request;
	const username = normaliseUsername(request.username);
	const account = await host.sessions.throttle.attempt({ account: username, address: request.address }, async () => {
		const found = await findCredentials(host.db.prisma, { username });
		const isRight = await verifyPassword(found?.passwordHash, request.password);
		return isRight && found?.disabledAt === null ? found : null;
	});
	if (account.isDemo && !host.sessions.isDemoAllowed) throw new ProblemError('demoPasswordRefused');
	const actor = {
		accountId: account.id,
		name: account.displayName,
		role: Role.parse(account.role),
		areaCode: account.areaCode
	};
	const opened = await host.db.prisma.$transaction(async (tx) => {
		if (request.replaces) await revokeSessions(tx, account.id, now, { only: request.replaces });
		const session = await host.sessions.open(tx, { id: account.id, deviceId, userAgent }, now);
		await record(
			tx,
			host.countyCode,
			{ actor, deviceId, requestId },
			{
				answer: null,
				changes: [],
				audit: [
					{
						verb: 'session.signIn',
						subjectType: 'session',
						subjectId: session.sessionId,
						areaCode: account.areaCode,
						after: { username, userAgent }
					}
				]
			}
		);
		return session;
	});
	host.committed();
	if (request.replaces) host.sessions.end({ sessionId: request.replaces });
	return { ...opened, mustChangePassword: account.mustChangePassword };
}
