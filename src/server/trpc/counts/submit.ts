import { SubmitCountInput } from '#domain/counts/commands.ts';
import type { App } from '../../app.ts';
import type { CommandContext } from '../../commands/execute.ts';
import type { CountAnswer } from '../../counts/plan-batch.ts';
import { procedure } from '../trpc.ts';

/** A head-count from a shelter or a village. Answers when it is durable; sending it again is harmless. */
export const submitCount = procedure('count.submit')
	.input(SubmitCountInput)
	.mutation(({ ctx, input }) => recordCount(ctx.app, ctx.command, input));

/** Takes a head-count; the body of its procedure. */
export function recordCount(app: App, context: CommandContext, input: SubmitCountInput): Promise<CountAnswer> {
	return app.counts.submit({ kind: 'count', ...input }, context);
}
