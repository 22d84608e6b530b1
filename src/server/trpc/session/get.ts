import { hasVerb, PERMISSIONS, type Verb } from '#domain/access/can.ts';
import { openProcedure } from '../trpc.ts';
import { findAreaName } from '../../repositories/accounts.ts';
import { findHere } from '../../devices/here.ts';
import { findPinTime } from '../../repositories/device-accounts.ts';

/** Who is signed in and what the role may do; null before sign-in. */
export const getSession = openProcedure.query(async ({ ctx }) => {
	const { actor, sessionId, deviceId, app } = ctx;
	if (!actor || !sessionId) return null;
	const { locale, username } = await app.db.prisma.account.findUniqueOrThrow({ where: { id: actor.accountId } });
	const { device, isRevoked } = await findHere(ctx);
	const pinSetAt = await findPinTime(app.db.prisma, actor.accountId);
	const mayKeep = deviceId !== null && !isRevoked;
	return {
		sessionId,
		accountId: actor.accountId,
		username,
		name: actor.name,
		role: actor.role,
		areaCode: actor.areaCode,
		areaName: await findAreaName(app.db.prisma, actor.areaCode),
		locale: locale === 'en' ? ('en' as const) : ('zh' as const),
		mustChangePassword: ctx.mustChangePassword,
		/** Encrypts what this account keeps on this device; null where it may keep nothing. */
		offlineKey: mayKeep ? app.keyring.deviceKey(actor.accountId, deviceId).toString('base64') : null,
		/** The id this device was enrolled under: what it goes by, also where it has forgotten it. */
		enrolledDeviceId: device?.id ?? null,
		hasPin: pinSetAt !== null,
		pinSetAt: pinSetAt?.toISOString() ?? null,
		verbs: (Object.keys(PERMISSIONS) as Verb[]).filter((verb) => hasVerb(actor, verb))
	};
});
