import { ListRostersInput, type RosterView } from '#domain/rosters/roster.ts';
import { findRosters } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';

/** The rosters that concern the actor's area, with how many of the entries in it are matched, proposed, unmatched. */
export const list = procedure('roster.read')
	.input(ListRostersInput)
	.query(async ({ ctx, input }): Promise<{ rosters: RosterView[] }> => ({
		rosters: await findRosters(ctx.app.db.prisma, ctx.actor, input)
	}));
