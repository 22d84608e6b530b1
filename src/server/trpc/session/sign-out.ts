import { signOut as endSessions } from '../../auth/own-session.ts';
import { ownProcedure } from '../trpc.ts';

/** Ends the own session. */
export const signOut = ownProcedure.mutation(async ({ ctx }) => {
	await endSessions(ctx.app, { ...ctx.command, sessionId: ctx.sessionId }, false);
	ctx.setCookie(ctx.app.sessions.clearedCookie);
	return { ended: 1 };
});
