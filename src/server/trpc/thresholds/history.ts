import { requireCovered } from '../../commands/execute.ts';
import { findThresholdVersions } from '../../repositories/thresholds.ts';
import { procedure } from '../trpc.ts';

/** Who changed the thresholds to what, when and why; the newest first, 100 at most. */
export const getThresholdHistory = procedure('threshold.read').query(({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
	return findThresholdVersions(ctx.app.db.prisma, 100);
});
