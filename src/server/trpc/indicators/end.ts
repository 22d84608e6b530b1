import { decideEndIndicator } from '#domain/reports/change-indicators.ts';
import { EndIndicatorInput } from '#domain/reports/local-indicator.ts';
import { accept } from '../../commands/execute.ts';
import { writeIndicatorEnd } from '../../repositories/local-indicators.ts';
import { procedure } from '../trpc.ts';
import { changeIndicators } from './change-indicators.ts';

/** Asks the villages for an indicator of the county's own no more; what was reported of it stays. */
export const end = procedure('indicator.end')
	.input(EndIndicatorInput)
	.mutation(({ ctx, input }) =>
		changeIndicators(ctx.app, ctx.command, 'indicator.end', input, async (tx, catalogue) => {
			const ended = accept(decideEndIndicator(catalogue, input.key, ctx.command.now.toISOString()));
			await writeIndicatorEnd(tx, ended, input.reason, ctx.command);
			return { type: 'indicator.ended', indicator: ended };
		})
	);
