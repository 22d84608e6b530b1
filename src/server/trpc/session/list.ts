import { findOpenSessions } from '../../repositories/sessions.ts';
import { ownProcedure } from '../trpc.ts';

/** The own account's open sessions: which browser, which device, when last seen. */
export const listSessions = ownProcedure.query(async ({ ctx }) => {
	const sessions = await findOpenSessions(ctx.app.db.prisma, ctx.actor.accountId, new Date());
	return sessions.map(({ createdAt, lastSeenAt, expiresAt, ...session }) => ({
		...session,
		isCurrent: session.id === ctx.sessionId,
		createdAt: createdAt.toISOString(),
		lastSeenAt: lastSeenAt.toISOString(),
		expiresAt: expiresAt.toISOString()
	}));
});
