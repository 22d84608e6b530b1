import { z } from 'zod';
import { Password } from '#domain/accounts/password-rule.ts';
import { changePassword as change } from '../../auth/own-session.ts';
import { ownProcedure } from '../trpc.ts';

const ChangePasswordInput = z.object({ current: Password, next: Password });

/** Changes the own password; every other session of the account ends. */
export const changePassword = ownProcedure.input(ChangePasswordInput).mutation(async ({ ctx, input }) => {
	const context = { ...ctx.command, sessionId: ctx.sessionId, address: ctx.address };
	ctx.setCookie(await change(ctx.app, context, input));
	return { changed: true };
});
