import { changeDevice } from '#domain/devices/change-device.ts';
import { RebindDeviceInput } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateDevice } from '../../repositories/devices.ts';
import { shelterToRead } from '../shelters/change-shelter.ts';
import { procedure } from '../trpc.ts';
import { deviceAudit, deviceToChange } from './device-to-change.ts';

/** Binds a device to another shelter of the own area. */
export const rebind = procedure('device.edit')
	.input(RebindDeviceInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'device.edit', input, async (tx) => {
			const before = await deviceToChange(tx, ctx.actor, input.deviceId);
			const { shelter } = await shelterToRead(tx, ctx.actor, input.shelterId);
			if (shelter.retiredAt) throw new ProblemError('shelterRetired');
			const { id: shelterId, areaCode } = shelter;
			const device = accept(changeDevice(before, input.version, { shelterId, areaCode }));
			await updateDevice(tx, device);
			return { answer: { device }, changes: [], audit: [deviceAudit('device.edit', before, device)] };
		})
	);
