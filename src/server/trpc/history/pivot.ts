import { PivotInput } from '#domain/history/find-history.ts';
import { requireCovered } from '../../commands/execute.ts';
import { layOut } from '../../history/lay-out-pivot.ts';
import { pivotHistory } from '../../repositories/pivot-history.ts';
import { procedure } from '../trpc.ts';

/** Sums over the loaded statistics by two of area, kind, period and indicator. */
export const pivot = procedure('history.read')
	.input(PivotInput)
	.query(async ({ ctx, input }) => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
		return layOut(input, await pivotHistory(ctx.app.db.prisma, input));
	});
