import type { ResolvedSession } from './sessions.ts';

/**
 * The session, where it is of the account that the page says it works for; else nobody's. A browser has one session,
 * its pages may be of two people: what one of them did must not be taken as the other's.
 *
 * @param account what the page said; undefined where it said nothing
 */
export function meantSession(session: ResolvedSession | null, account: unknown): ResolvedSession | null {
	return account === undefined || session?.actor.accountId === account ? session : null;
}
