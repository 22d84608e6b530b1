import { codeOf } from '#domain/devices/enrolment-code.ts';
import { InviteDeviceInput } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import { insertInvitation } from '../../repositories/device-invitations.ts';
import { shelterToRead } from '../shelters/change-shelter.ts';
import { procedure } from '../trpc.ts';

/**
 * Gives out a code with which a device binds itself to a shelter. The code is made out of the invitation's id by the
 * county's key, so that it is kept nowhere, and asking again gives the same.
 */
export const invite = procedure('device.invite')
	.input(InviteDeviceInput)
	.mutation(async ({ ctx, input }) => {
		const { keyring, policies, config } = ctx.app;
		const { actor, now } = ctx.command;
		const codeFor = (id: string) => codeOf(keyring.invitationBytes(id));
		const answer = await execute(ctx.app, ctx.command, 'device.invite', input, async (tx) => {
			const { shelter } = await shelterToRead(tx, actor, input.shelterId);
			if (shelter.retiredAt) throw new ProblemError('shelterRetired');
			const { id: shelterId, areaCode, name: shelterName } = shelter;
			const { deviceName } = input;
			const invitationId = newId();
			const expiresAt = new Date(now.getTime() + policies.current().enrolmentMinutes * 60_000);
			const codeHash = keyring.blindIndex(`enrolment\n${codeFor(invitationId)}`);
			const invitation = { id: invitationId, shelterId, areaCode, deviceName, expiresAt, codeHash };
			await insertInvitation(tx, ctx.command, invitation);
			const subject = { subjectType: 'shelter' as const, subjectId: shelterId, areaCode };
			return {
				answer: { invitationId, shelterName, deviceName, expiresAt: expiresAt.toISOString() },
				changes: [],
				audit: [{ verb: 'device.invite', ...subject, after: { deviceName, invitationId } }]
			};
		});
		return { ...answer, code: codeFor(answer.invitationId), origin: config.origin };
	});
