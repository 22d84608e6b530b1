import { decideAnswer } from '#domain/reunion/answer.ts';
import type { ReunionReply } from '#domain/reunion/deliver.ts';
import { findAnswerable, maskedAsker } from '../../repositories/reunion-requests.ts';
import { findMatches } from '../../reunion/find-matches.ts';
import { procedure } from '../trpc.ts';

const MOST = 50;

/** Who asked in the account's area, could be told nothing, and can be answered now; oldest first. */
export const replies = procedure('reunion.ask').query(async ({ ctx }): Promise<{ replies: ReunionReply[] }> => {
	const { db, keyring } = ctx.app;
	const found = await findAnswerable(db.prisma, keyring, ctx.actor, MOST);
	const answered: ReunionReply[] = [];
	for (const { id, version, askedAt, by, secret, askerIndex } of found) {
		const matches = await findMatches(db.prisma, keyring, secret.sought, askerIndex);
		const { answer } = decideAnswer(ctx.actor.role, by, matches);
		if (answer.kind === 'told') answered.push({ id, version, askedAt, ...maskedAsker(secret), answer });
	}
	return { replies: answered };
});
