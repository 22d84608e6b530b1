import { changeDevice } from '#domain/devices/change-device.ts';
import { RenameDeviceInput } from '#domain/devices/device.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateDevice } from '../../repositories/devices.ts';
import { procedure } from '../trpc.ts';
import { deviceAudit, deviceToChange } from './device-to-change.ts';

/** Gives a device another name. */
export const rename = procedure('device.edit')
	.input(RenameDeviceInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'device.edit', input, async (tx) => {
			const before = await deviceToChange(tx, ctx.actor, input.deviceId);
			const device = accept(changeDevice(before, input.version, { name: input.name }));
			await updateDevice(tx, device);
			return { answer: { device }, changes: [], audit: [deviceAudit('device.edit', before, device)] };
		})
	);
