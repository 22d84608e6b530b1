import { z } from 'zod';
import { Pin } from '#domain/accounts/pin-rule.ts';
import { Id } from '#domain/shared/fields.ts';
import { signInWithPin as openSession } from '../../auth/pin.ts';
import { usableDevice } from '../../devices/here.ts';
import { openProcedure } from '../trpc.ts';

const SignInWithPinInput = z.object({ accountId: Id, pin: Pin });

/** Signs in on an enrolled device with the PIN. */
export const signInWithPin = openProcedure.input(SignInWithPinInput).mutation(async ({ ctx, input }) => {
	const { deviceId, userAgent, address, requestId, sessionId: replaces } = ctx;
	const device = await usableDevice(ctx);
	const request = { deviceId, device, userAgent, address, requestId, now: new Date(), replaces };
	const { cookie, mustChangePassword } = await openSession(ctx.app, request, input);
	ctx.setCookie(cookie);
	return { mustChangePassword };
});
