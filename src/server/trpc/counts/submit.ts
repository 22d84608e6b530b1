import { SubmitCountInput } from '#domain/counts/commands.ts';
import { procedure } from '../trpc.ts';

/** A head-count from a shelter or a village. Answers when it is durable; sending it again is harmless. */
export const submitCount = procedure('count.submit')
	.input(SubmitCountInput)
	.mutation(({ ctx, input }) => ctx.app.counts.submit({ kind: 'count', ...input }, ctx.command));
