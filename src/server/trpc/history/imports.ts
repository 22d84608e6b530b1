import { requireCovered } from '../../commands/execute.ts';
import { findImports } from '../../repositories/history-imports.ts';
import { procedure } from '../trpc.ts';

/** The files loaded so far, newest first. */
export const imports = procedure('history.read').query(({ ctx }) => {
	requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
	return findImports(ctx.app.db.prisma);
});
