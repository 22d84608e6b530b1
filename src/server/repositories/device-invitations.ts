import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import type { DeviceInvitation } from '../db/generated/client.ts';

/** How long used and expired invitations are kept, in milliseconds: what they led to is in the trail. */
const KEPT_MS = 24 * 60 * 60_000;

/** Keeps an invitation, and forgets those long over. */
export async function insertInvitation(
	tx: Tx,
	{ actor, now }: CommandContext,
	invitation: Pick<DeviceInvitation, 'id' | 'shelterId' | 'areaCode' | 'deviceName' | 'expiresAt'> & {
		codeHash: Buffer<ArrayBuffer>;
	}
): Promise<void> {
	await tx.deviceInvitation.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
	const { accountId: createdBy, name: createdByName, role: createdByRole } = actor;
	await tx.deviceInvitation.create({
		data: { ...invitation, createdAt: now, createdBy, createdByName, createdByRole }
	});
}

/** Takes the invitation of a code for use by a device: one that is open, or that this device used and asks for again. */
export async function useInvitation(
	tx: Tx,
	codeHash: Buffer<ArrayBuffer>,
	deviceId: string,
	now: Date
): Promise<DeviceInvitation | null> {
	await tx.$executeRaw`SELECT 1 FROM device_invitation WHERE code_hash = ${codeHash} FOR UPDATE`;
	const found = await tx.deviceInvitation.findUnique({ where: { codeHash } });
	if (!found || found.expiresAt < now || (found.usedAt && found.deviceId !== deviceId)) return null;
	return tx.deviceInvitation.update({ where: { codeHash }, data: { usedAt: now, deviceId } });
}
