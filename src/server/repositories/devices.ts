import type { Tx } from '../db/database.ts';

/** Whether a device was revoked; one that was never enrolled is not. */
export async function isDeviceRevoked(tx: Pick<Tx, 'device'>, deviceId: string): Promise<boolean> {
	const device = await tx.device.findUnique({ where: { id: deviceId }, select: { revokedAt: true } });
	return device !== null && device.revokedAt !== null;
}
