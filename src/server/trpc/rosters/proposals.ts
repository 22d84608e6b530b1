import { FindEntriesInput, type EntriesFound } from '#domain/rosters/roster.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { findEntries } from '../../repositories/roster-entries.ts';
import { findRosters } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';
import { entryViews } from './entry-views.ts';

/** Entries of a roster in the actor's area, by how they stand, masked: with whose they are, or whose they may be. */
export const proposals = procedure('roster.read')
	.input(FindEntriesInput)
	.query(async ({ ctx, input }): Promise<EntriesFound> => {
		const { db, keyring } = ctx.app;
		const [roster] = await findRosters(db.prisma, ctx.actor, { rosterId: input.rosterId, withReplaced: true });
		if (!roster) throw new ProblemError('notFound');
		const found = await findEntries(db.prisma, keyring, { ...input, areaCode: ctx.actor.areaCode });
		const entries = found.slice(0, input.limit);
		return {
			entries: await entryViews(ctx.app, entries, ctx.command.now),
			next: found.length > input.limit ? (entries.at(-1)?.id ?? null) : null
		};
	});
