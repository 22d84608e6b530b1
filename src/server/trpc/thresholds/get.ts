import { NATIONAL_THRESHOLDS } from '#domain/advice/seeded-thresholds.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findThresholds } from '../../repositories/thresholds.ts';
import { procedure } from '../trpc.ts';

/** The thresholds of response levels in force, and the national ones. */
export const getThresholds = procedure('threshold.read').query(async ({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
	return { ...(await findThresholds(ctx.app.db.prisma)), national: NATIONAL_THRESHOLDS };
});
