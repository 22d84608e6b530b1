import { covers } from '#domain/access/can.ts';
import { deviceSubject } from '#domain/devices/device.ts';
import { findHere } from '../../devices/here.ts';
import { findShelterOfDevice } from '../../repositories/devices.ts';
import { ownProcedure } from '../trpc.ts';

/** The shelter this device is bound to and its open count point; null where it is bound to none in the own area. */
export const mine = ownProcedure.query(async ({ ctx }) => {
	const { device } = await findHere(ctx);
	if (!device || !covers(ctx.actor, deviceSubject(device))) return null;
	const { id: deviceId, name, shelterId, areaCode } = device;
	return { deviceId, name, shelterId, areaCode, ...(await findShelterOfDevice(ctx.app.db.prisma, shelterId)) };
});
