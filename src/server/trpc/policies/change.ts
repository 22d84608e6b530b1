import { ChangePolicyInput } from '#domain/policies/change-policy.ts';
import { changePolicy as change } from '../../repositories/policies.ts';
import { procedure } from '../trpc.ts';

/** Sets a parameter to a new value, with the reason. */
export const changePolicy = procedure('policy.change')
	.input(ChangePolicyInput)
	.mutation(async ({ ctx, input }) => {
		const changed = await change(ctx.app, ctx.command, input);
		await ctx.app.policies.refresh();
		return changed;
	});
