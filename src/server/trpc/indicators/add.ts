import { decideAddIndicator } from '#domain/reports/change-indicators.ts';
import { AddIndicatorInput } from '#domain/reports/local-indicator.ts';
import { accept } from '../../commands/execute.ts';
import { insertIndicator } from '../../repositories/local-indicators.ts';
import { procedure } from '../trpc.ts';
import { changeIndicators } from './change-indicators.ts';

/** Asks the villages for one more figure, of the county's own. */
export const add = procedure('indicator.add')
	.input(AddIndicatorInput)
	.mutation(({ ctx, input }) =>
		changeIndicators(ctx.app, ctx.command, 'indicator.add', input, async (tx, catalogue) => {
			const added = accept(decideAddIndicator(catalogue, input, ctx.command.now.toISOString()));
			await insertIndicator(tx, added, input.reason, ctx.command);
			return { type: 'indicator.added', indicator: added };
		})
	);
