import { ListEntriesInput, type EntriesListed } from '#domain/rosters/roster.ts';
import { countStandingEntries, findStandingEntries } from '../../repositories/roster-entries.ts';
import { procedure } from '../trpc.ts';
import { entryViews } from './entry-views.ts';

/** Entries of the standing rosters in the actor's area under a heading, masked, a page at a time. */
export const entries = procedure('roster.read')
	.input(ListEntriesInput)
	.query(async ({ ctx, input }): Promise<EntriesListed> => {
		const { db, keyring } = ctx.app;
		const { areaCode } = ctx.actor;
		const [found, counts] = await Promise.all([
			findStandingEntries(db.prisma, keyring, { ...input, areaCode }),
			input.after === undefined ? countStandingEntries(db.prisma, { areaCode, kind: input.kind }) : null
		]);
		const shown = found.slice(0, input.limit);
		return {
			entries: await entryViews(ctx.app, shown, ctx.command.now),
			next: found.length > input.limit ? (shown.at(-1)?.id ?? null) : null,
			counts
		};
	});
