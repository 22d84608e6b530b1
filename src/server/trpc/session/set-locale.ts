import { z } from 'zod';
import { setLocale as set } from '../../auth/own-session.ts';
import { ownProcedure } from '../trpc.ts';

/** Remembers the language for the account's next sign-in. */
export const setLocale = ownProcedure
	.input(z.object({ locale: z.enum(['zh', 'en']) }))
	.mutation(async ({ ctx, input }) => {
		await set(ctx.app, { ...ctx.command, sessionId: ctx.sessionId }, input.locale);
		return { locale: input.locale };
	});
