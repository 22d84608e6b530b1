import { requireCovered } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';

/** How the watched folder of CAP files stands; null where none is watched. */
export const folder = procedure('warningFolder.read').query(({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode] });
	return ctx.app.warningFolder?.state ?? null;
});
