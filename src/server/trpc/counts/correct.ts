import { CorrectCountInput } from '#domain/counts/commands.ts';
import { procedure } from '../trpc.ts';

/** A new observation that corrects the figure, with its reason. */
export const correctCount = procedure('count.correct')
	.input(CorrectCountInput)
	.mutation(({ ctx, input }) => ctx.app.counts.submit({ kind: 'correction', ...input }, ctx.command));
