import { checkPin, mayHavePin, PIN_TRIES } from '#domain/accounts/pin-rule.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept } from '../commands/execute.ts';
import type { Keyring } from '../people/keyring.ts';
import { findCredentials } from '../repositories/accounts.ts';
import { chargePinTry, findPinHash, isPinLocked, writePin } from '../repositories/device-accounts.ts';
import { recordOwn, type OwnContext } from './own-session.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { openSession, type SessionsHost, type SignedIn, type SignInOrigin } from './sign-in.ts';

type PinHost = SessionsHost & { keyring: Keyring };

/**
 * Sets the own PIN for the devices one works on.
 *
 * @throws ProblemError `forbidden` for roles that work on no shared device, `weakPin`, `wrongCredentials` and
 * `tooManyTries` for the password
 */
export async function setPin(
	host: PinHost,
	context: OwnContext & { address: string },
	{ password, pin }: { password: string; pin: string }
): Promise<void> {
	const { accountId, role } = context.actor;
	if (!mayHavePin(role)) throw new ProblemError('forbidden');
	accept(checkPin(pin));
	const account = await findCredentials(host.db.prisma, { id: accountId });
	if (!account) throw new ProblemError('unauthenticated');
	await host.sessions.throttle.attempt({ account: account.username, address: context.address }, async () =>
		(await verifyPassword(account.passwordHash, password)) ? account : null
	);
	const pinHash = await hashPassword(host.keyring.pinSecret(accountId, pin));
	await host.db.prisma.$transaction(async (tx) => {
		await writePin(tx, accountId, pinHash, context.now);
		await recordOwn(tx, host, context, { verb: 'account.setPin', subjectType: 'account', subjectId: accountId });
	});
	host.committed();
}

/**
 * Signs in on an enrolled device with the PIN, where one has signed in with the password before. Whoever was signed
 * in on the device is out. Too many wrong PINs lock it, for this account on this device, until it is opened with the
 * password.
 *
 * @throws ProblemError `deviceNotEnrolled`, `pinUnavailable`, `wrongPin` with the tries that remain, `pinLocked`
 */
export async function signInWithPin(
	host: PinHost,
	request: SignInOrigin,
	{ accountId, pin }: { accountId: string; pin: string }
): Promise<SignedIn> {
	const { device } = request;
	if (!device) throw new ProblemError('deviceNotEnrolled');
	const { prisma } = host.db;
	const tries = await chargePinTry(prisma, device.id, accountId);
	if (tries === null) {
		const isLocked = await isPinLocked(prisma, device.id, accountId);
		throw new ProblemError(isLocked ? 'pinLocked' : 'pinUnavailable');
	}
	const [account, pinHash] = [await findCredentials(prisma, { id: accountId }), await findPinHash(prisma, accountId)];
	if (!account || account.disabledAt || account.mustChangePassword || !pinHash)
		throw new ProblemError('pinUnavailable');
	if (!(await verifyPassword(pinHash, host.keyring.pinSecret(accountId, pin)))) {
		const remaining = PIN_TRIES - tries;
		throw remaining > 0 ? new ProblemError('wrongPin', { remaining }) : new ProblemError('pinLocked');
	}
	return openSession(host, account, request, 'pin');
}
