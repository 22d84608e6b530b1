import { signOut } from '../../auth/own-session.ts';
import { ownProcedure } from '../trpc.ts';

/** Ends all sessions of the own account, on every device. */
export const signOutEverywhere = ownProcedure.mutation(async ({ ctx }) => {
	const ended = await signOut(ctx.app, { ...ctx.command, sessionId: ctx.sessionId }, true);
	ctx.setCookie(ctx.app.sessions.clearedCookie);
	return { ended };
});
