import { findHere } from '../../devices/here.ts';
import { findStaff, type StaffMember } from '../../repositories/device-accounts.ts';
import { findShelterOfDevice } from '../../repositories/devices.ts';
import { openProcedure } from '../trpc.ts';

interface DeviceHere {
	isRevoked: boolean;
	/** Null where the device is not enrolled. */
	device: { name: string; shelterName: string } | null;
	/** Who may sign in with the PIN: names, and how their PINs stand. */
	staff: StaffMember[];
}

/** What the sign-in page of an enrolled device shows before anyone is signed in. */
export const here = openProcedure.query(async ({ ctx }): Promise<DeviceHere> => {
	const { device, isRevoked } = await findHere(ctx);
	if (isRevoked || !device) return { isRevoked, device: null, staff: [] };
	const { db, sessions } = ctx.app;
	const { shelterName } = await findShelterOfDevice(db.prisma, device.shelterId);
	const staff = await findStaff(db.prisma, device.id, sessions.isDemoAllowed);
	return { isRevoked, device: { name: device.name, shelterName }, staff };
});
