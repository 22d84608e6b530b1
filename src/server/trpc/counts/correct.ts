import { CorrectCountInput } from '#domain/counts/commands.ts';
import type { App } from '../../app.ts';
import type { CommandContext } from '../../commands/execute.ts';
import type { CountAnswer } from '../../counts/plan-batch.ts';
import { procedure } from '../trpc.ts';

/** A new observation that corrects the figure, with its reason. */
export const correctCount = procedure('count.correct')
	.input(CorrectCountInput)
	.mutation(({ ctx, input }) => recordCorrection(ctx.app, ctx.command, input));

/** Takes a correction; the body of its procedure. */
export function recordCorrection(app: App, context: CommandContext, input: CorrectCountInput): Promise<CountAnswer> {
	return app.counts.submit({ kind: 'correction', ...input }, context);
}
