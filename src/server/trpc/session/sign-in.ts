import { z } from 'zod';
import { Password } from '#domain/accounts/password-rule.ts';
import { line } from '#domain/shared/fields.ts';
import { signIn as openSession } from '../../auth/sign-in.ts';
import { usableDevice } from '../../devices/here.ts';
import { openProcedure } from '../trpc.ts';

const SignInInput = z.object({ username: line(160).min(1), password: Password });

/** Signs in; the session travels in a cookie only. Wrong tries are counted by account and by address. */
export const signIn = openProcedure.input(SignInInput).mutation(async ({ ctx, input }) => {
	const { cookie, mustChangePassword } = await openSession(ctx.app, {
		...input,
		deviceId: ctx.deviceId,
		device: await usableDevice(ctx),
		userAgent: ctx.userAgent,
		address: ctx.address,
		requestId: ctx.requestId,
		now: new Date(),
		replaces: ctx.sessionId
	});
	ctx.setCookie(cookie);
	return { mustChangePassword };
});
