import { RevokeDeviceInput } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { revokeDevice } from '../../repositories/devices.ts';
import { revokeDeviceSessions } from '../../repositories/sessions.ts';
import { procedure } from '../trpc.ts';
import { deviceToChange } from './device-to-change.ts';

/** Takes a device out of use: its sessions end at once, and what is kept on it can no longer be read. */
export const revoke = procedure('device.revoke')
	.input(RevokeDeviceInput)
	.mutation(async ({ ctx, input }) => {
		const { deviceId, reason } = input;
		const { now } = ctx.command;
		const answer = await execute(ctx.app, ctx.command, 'device.revoke', input, async (tx) => {
			const { name, areaCode, revokedAt } = await deviceToChange(tx, ctx.actor, deviceId);
			if (revokedAt !== null) throw new ProblemError('deviceRevoked');
			await revokeDevice(tx, deviceId, now, reason);
			const sessionIds = await revokeDeviceSessions(tx, deviceId, now);
			const after = { name, sessionsEnded: sessionIds.length };
			const subject = { subjectType: 'device' as const, subjectId: deviceId, areaCode };
			return {
				answer: { deviceId, sessionIds },
				changes: [],
				audit: [{ verb: 'device.revoke', ...subject, after, reason }]
			};
		});
		for (const sessionId of answer.sessionIds) ctx.app.sessions.end({ sessionId });
		return { deviceId, sessionsEnded: answer.sessionIds.length };
	});
