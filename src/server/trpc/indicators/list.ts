import { requireCovered } from '../../commands/execute.ts';
import { findLocalIndicators } from '../../repositories/local-indicators.ts';
import { procedure } from '../trpc.ts';

/** The county's own indicators, ended ones too, with who added and ended them and why. */
export const list = procedure('indicator.read').query(({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
	return findLocalIndicators(ctx.app.db.prisma);
});
