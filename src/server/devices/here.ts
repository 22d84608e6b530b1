import type { DeviceState } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { hashToken, isToken } from '../auth/token.ts';
import { findDeviceByToken, isDeviceRevoked } from '../repositories/devices.ts';
import type { RequestContext } from '../trpc/trpc.ts';

/** Where a request comes from: the enrolled device whose cookie it carries, and whether that may be used. */
export interface Here {
	device: DeviceState | null;
	isRevoked: boolean;
}

/** The device a request comes from. One that was revoked is known by its cookie and by the id it gives itself. */
export async function findHere({
	app,
	deviceId,
	deviceToken
}: Pick<RequestContext, 'app' | 'deviceId' | 'deviceToken'>): Promise<Here> {
	const { prisma } = app.db;
	const device = deviceToken && isToken(deviceToken) ? await findDeviceByToken(prisma, hashToken(deviceToken)) : null;
	if (device?.revokedAt) return { device: null, isRevoked: true };
	const isRevoked = deviceId !== null && deviceId !== device?.id && (await isDeviceRevoked(prisma, deviceId));
	return { device, isRevoked };
}

/** The device a request comes from; null where it is not enrolled. @throws ProblemError `deviceRevoked` */
export async function usableDevice(context: Parameters<typeof findHere>[0]): Promise<DeviceState | null> {
	const { device, isRevoked } = await findHere(context);
	if (isRevoked) throw new ProblemError('deviceRevoked');
	return device;
}
