import { SettleCountInput } from '#domain/counts/commands.ts';
import { procedure } from '../trpc.ts';

/** The desk's decision between observations that differ. */
export const settleCount = procedure('count.settle')
	.input(SettleCountInput)
	.mutation(({ ctx, input }) => ctx.app.counts.submit({ kind: 'settlement', ...input }, ctx.command));
