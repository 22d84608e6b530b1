import { z } from 'zod';
import { Password } from '#domain/accounts/password-rule.ts';
import { Pin } from '#domain/accounts/pin-rule.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { setPin as writePin } from '../../auth/pin.ts';
import { ownProcedure } from '../trpc.ts';

const SetPinInput = z.object({ password: Password, pin: Pin });

/** Sets the own PIN; the password is asked for. */
export const setPin = ownProcedure.input(SetPinInput).mutation(async ({ ctx, input }) => {
	if (ctx.mustChangePassword) throw new ProblemError('passwordChangeRequired');
	await writePin(ctx.app, { ...ctx.command, sessionId: ctx.sessionId, address: ctx.address }, input);
	return { isSet: true };
});
