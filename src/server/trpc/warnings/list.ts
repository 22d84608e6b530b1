import { requireCovered } from '../../commands/execute.ts';
import { listWarnings } from '../../warnings/look-at-warnings.ts';
import { procedure } from '../trpc.ts';

/** The warnings for the account's area, newest first, and how each stands. */
export const list = procedure('warning.read').query(({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
	return listWarnings(ctx.app, ctx.actor, ctx.command.now);
});
