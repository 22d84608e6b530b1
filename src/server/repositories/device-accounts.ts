import { PIN_TRIES } from '#domain/accounts/pin-rule.ts';
import type { Tx } from '../db/database.ts';
import { Prisma } from '../db/generated/client.ts';
import { iso } from './counts.ts';

/** Somebody who works on a device. */
export interface StaffMember {
	accountId: string;
	name: string;
	/** May be asked for the PIN; otherwise only the password opens. */
	hasPin: boolean;
	/** When the PIN was set, so that a device knows whether it has the one of today. */
	pinSetAt: string | null;
	isLocked: boolean;
}

/** Who signed in on a device with the password before, the last first; those whose account works. */
export async function findStaff(
	db: Pick<Tx, '$queryRaw'>,
	deviceId: string,
	isDemoAllowed: boolean
): Promise<StaffMember[]> {
	return db.$queryRaw<StaffMember[]>`
		SELECT a.id AS "accountId", a.display_name AS name, w.wrong_tries >= ${PIN_TRIES} AS "isLocked",
			p.account_id IS NOT NULL AND NOT a.must_change_password AS "hasPin", ${Prisma.raw(iso('p.set_at'))} AS "pinSetAt"
		FROM device_account w JOIN account a ON a.id = w.account_id LEFT JOIN account_pin p ON p.account_id = a.id
		WHERE w.device_id = ${deviceId}::uuid AND a.disabled_at IS NULL AND (${isDemoAllowed} OR NOT a.is_demo)
		ORDER BY w.signed_in_at DESC, a.id LIMIT 40`;
}

/** Notes who signed in on a device with the password: from then on the PIN opens it too. */
export async function noteSignIn(tx: Tx, deviceId: string, accountId: string, now: Date): Promise<void> {
	await tx.deviceAccount.upsert({
		where: { deviceId_accountId: { deviceId, accountId } },
		create: { deviceId, accountId, signedInAt: now },
		update: { signedInAt: now, wrongTries: 0 }
	});
}

/**
 * Counts a try before the PIN is looked at, so that many at once count like many in a row. Returns the tries so far;
 * null where there are none left, or where the account never signed in here with its password.
 */
export async function chargePinTry(
	db: Pick<Tx, '$queryRaw'>,
	deviceId: string,
	accountId: string
): Promise<number | null> {
	const [row] = await db.$queryRaw<{ tries: number }[]>`
		UPDATE device_account SET wrong_tries = wrong_tries + 1
		WHERE device_id = ${deviceId}::uuid AND account_id = ${accountId}::uuid AND wrong_tries < ${PIN_TRIES}
		RETURNING wrong_tries AS tries`;
	return row?.tries ?? null;
}

/** Forgets the wrong tries after a right one. */
export async function forgivePinTries(tx: Tx, deviceId: string, accountId: string): Promise<void> {
	await tx.deviceAccount.updateMany({ where: { deviceId, accountId }, data: { wrongTries: 0 } });
}

/** Whether the account's PIN is locked on the device. */
export async function isPinLocked(
	db: Pick<Tx, 'deviceAccount'>,
	deviceId: string,
	accountId: string
): Promise<boolean> {
	const row = await db.deviceAccount.findUnique({ where: { deviceId_accountId: { deviceId, accountId } } });
	return row !== null && row.wrongTries >= PIN_TRIES;
}

/** The hash of an account's PIN, or null. */
export async function findPinHash(db: Pick<Tx, 'accountPin'>, accountId: string): Promise<string | null> {
	return (await db.accountPin.findUnique({ where: { accountId } }))?.pinHash ?? null;
}

/** When an account's PIN was set, or null where it has none. */
export async function findPinTime(db: Pick<Tx, 'accountPin'>, accountId: string): Promise<Date | null> {
	return (await db.accountPin.findUnique({ where: { accountId }, select: { setAt: true } }))?.setAt ?? null;
}

/** Sets an account's PIN. */
export async function writePin(tx: Tx, accountId: string, pinHash: string, now: Date): Promise<void> {
	await tx.accountPin.upsert({
		where: { accountId },
		create: { accountId, pinHash, setAt: now },
		update: { pinHash, setAt: now }
	});
}

/** Takes an account's PIN away. */
export async function removePin(tx: Tx, accountId: string): Promise<void> {
	await tx.accountPin.deleteMany({ where: { accountId } });
}
