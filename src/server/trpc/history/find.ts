import { FindHistoryInput } from '#domain/history/find-history.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findHistory } from '../../repositories/find-history.ts';
import { procedure } from '../trpc.ts';

/** Rows of the loaded statistics that fit. */
export const find = procedure('history.read')
	.input(FindHistoryInput)
	.query(({ ctx, input }) => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
		return findHistory(ctx.app.db.prisma, input);
	});
