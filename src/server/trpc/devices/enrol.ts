import { Role } from '#domain/access/roles.ts';
import { readCode } from '#domain/devices/enrolment-code.ts';
import { EnrolDeviceInput } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import { deviceCookie } from '../../auth/cookie.ts';
import { hashToken, newToken } from '../../auth/token.ts';
import { record } from '../../commands/execute.ts';
import { isHttps } from '../../http/security-headers.ts';
import { useInvitation } from '../../repositories/device-invitations.ts';
import { enrolDevice, findShelterOfDevice } from '../../repositories/devices.ts';
import { openProcedure, type RequestContext } from '../trpc.ts';

/** A device binds itself with the code from the desk. Wrong codes are counted by address, as wrong passwords are. */
export const enrol = openProcedure.input(EnrolDeviceInput).mutation(async ({ ctx, input }) => {
	const { app, deviceId } = ctx;
	if (!deviceId) throw new ProblemError('deviceMismatch');
	if (app.storage.isFull) throw new ProblemError('diskFull');
	const code = readCode(input.code);
	const token = newToken();
	const enrolled = await app.sessions.throttle.attemptFrom(ctx.address, async () =>
		code ? bind(app, { ...ctx, deviceId }, code, token) : null
	);
	if (!enrolled) throw new ProblemError('enrolmentInvalid');
	app.committed();
	ctx.setCookie(deviceCookie(token, isHttps(app.config)));
	return enrolled;
});

/** Binds the device by the code's invitation; who gave that out answers for it in the trail. Null for a wrong code. */
function bind(
	{ db, keyring, countyCode }: App,
	{ deviceId, requestId }: Pick<RequestContext, 'requestId'> & { deviceId: string },
	code: string,
	token: string
): Promise<{ name: string; shelterName: string } | null> {
	const now = new Date();
	return db.prisma.$transaction(async (tx) => {
		const invitation = await useInvitation(tx, keyring.blindIndex(`enrolment\n${code}`), deviceId, now);
		if (!invitation) return null;
		const { shelterId, areaCode, deviceName: name, createdBy, createdByName, createdByRole } = invitation;
		const device = { id: deviceId, name, shelterId, areaCode };
		await enrolDevice(tx, { ...device, tokenHash: hashToken(token), enrolledAt: now, enrolledBy: createdBy });
		const actor = { accountId: createdBy, name: createdByName, role: Role.parse(createdByRole), areaCode };
		const subject = { subjectType: 'device' as const, subjectId: deviceId, areaCode };
		const after = { name, shelterId, invitationId: invitation.id };
		const audit = [{ verb: 'device.enrol' as const, ...subject, after }];
		await record(tx, countyCode, { actor, deviceId, requestId }, { answer: null, changes: [], audit });
		return { name, shelterName: (await findShelterOfDevice(tx, shelterId)).shelterName };
	});
}
