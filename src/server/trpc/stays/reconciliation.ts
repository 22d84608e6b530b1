import { z } from 'zod';
import { Id } from '#domain/shared/fields.ts';
import { reconcile, type Reconciliation } from '#domain/stays/stay-views.ts';
import { countNames } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { pointToRead } from './point-to-read.ts';

/** The head-count of a place against its names, with the difference. */
export const reconciliation = procedure('stay.read')
	.input(z.object({ pointId: Id }))
	.query(async ({ ctx, input }): Promise<Reconciliation> => {
		const point = await pointToRead(ctx.app.db, ctx.actor, input.pointId);
		return reconcile(point, await countNames(ctx.app.db.prisma, point.id));
	});
