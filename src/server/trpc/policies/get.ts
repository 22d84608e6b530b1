import { requireCovered } from '../../commands/execute.ts';
import { findPolicies } from '../../repositories/policies.ts';
import { procedure } from '../trpc.ts';

/** The county's parameters with their values in force. */
export const getPolicies = procedure('policy.read').query(({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
	return findPolicies(ctx.app.db.prisma);
});
