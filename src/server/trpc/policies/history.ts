import { z } from 'zod';
import { POLICY_KEYS } from '#domain/policies/policies.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findPolicyHistory } from '../../repositories/policies.ts';
import { procedure } from '../trpc.ts';

/** Who set a parameter to what, when and why; newest first. */
export const getPolicyHistory = procedure('policy.read')
	.input(z.object({ key: z.enum(POLICY_KEYS) }))
	.query(({ ctx, input }) => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
		return findPolicyHistory(ctx.app.db.prisma, input.key);
	});
