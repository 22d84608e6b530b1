import { Role } from '#domain/access/roles.ts';
import { normaliseUsername } from '#domain/accounts/username.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { record, type Executor } from '../commands/execute.ts';
import { findCredentials, type Credentials } from '../repositories/accounts.ts';
import { forgivePinTries, noteSignIn } from '../repositories/device-accounts.ts';
import { revokeDeviceSessions, revokeSessions } from '../repositories/sessions.ts';
import { verifyPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

/** What signing in needs of the server. */
export type SessionsHost = Executor & { sessions: Sessions };

/** Where somebody signs in from. */
export interface SignInOrigin {
	deviceId: string | null;
	/** The enrolled device, where it is one. */
	device: { id: string } | null;
	userAgent: string | null;
	/** The client's address, for throttling only. */
	address: string;
	requestId: string;
	now: Date;
	/** The session this browser had until now, which ends. */
	replaces: string | null;
}

/** Name and password as typed, and from where. */
export interface SignInRequest extends SignInOrigin {
	username: string;
	password: string;
}

/** A session that was opened, and the cookie to set. */
export interface SignedIn {
	cookie: string;
	sessionId: string;
	mustChangePassword: boolean;
}

/**
 * Signs in with name and password.
 *
 * @throws ProblemError `wrongCredentials` (unknown name, wrong password and disabled account alike), `tooManyTries`,
 * `demoPasswordRefused`
 */
export async function signIn(host: SessionsHost, request: SignInRequest): Promise<SignedIn> {
	const username = normaliseUsername(request.username);
	const account = await host.sessions.throttle.attempt({ account: username, address: request.address }, async () => {
		const found = await findCredentials(host.db.prisma, { username });
		const isRight = await verifyPassword(found?.passwordHash, request.password);
		return isRight && found?.disabledAt === null ? found : null;
	});
	return openSession(host, account, request, 'password');
}

/**
 * Opens the session of somebody who has proved who they are. On an enrolled device whoever was signed in there is out.
 *
 * @throws ProblemError `demoPasswordRefused`
 */
export async function openSession(
	host: SessionsHost,
	account: Credentials,
	request: SignInOrigin,
	proof: 'password' | 'pin'
): Promise<SignedIn> {
	if (account.isDemo && !host.sessions.isDemoAllowed) throw new ProblemError('demoPasswordRefused');
	const { device, userAgent, requestId, now } = request;
	const { id, username, displayName: name, areaCode, mustChangePassword } = account;
	const deviceId = device?.id ?? request.deviceId;
	const actor = { accountId: id, name, role: Role.parse(account.role), areaCode };
	const done = await host.db.prisma.$transaction(async (tx) => {
		const ended = request.replaces ? await revokeSessions(tx, id, now, { only: request.replaces }) : [];
		if (device) ended.push(...(await revokeDeviceSessions(tx, device.id, now)));
		const session = await host.sessions.open(tx, { id, deviceId, userAgent }, now);
		if (device && proof === 'password') await noteSignIn(tx, device.id, id, now);
		if (device && proof === 'pin') await forgivePinTries(tx, device.id, id);
		const after = { username, userAgent, ...(proof === 'pin' ? { proof } : {}) };
		const subject = { subjectType: 'session' as const, subjectId: session.sessionId, areaCode };
		await record(
			tx,
			host.countyCode,
			{ actor, deviceId, requestId },
			{ answer: null, changes: [], audit: [{ verb: 'session.signIn', ...subject, after }] }
		);
		return { session, ended };
	});
	host.committed();
	for (const sessionId of new Set([...done.ended, request.replaces ?? '']))
		if (sessionId) host.sessions.end({ sessionId });
	return { ...done.session, mustChangePassword };
}
