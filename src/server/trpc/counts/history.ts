import { z } from 'zod';
import { pointSubject } from '#domain/counts/count-point.ts';
import { Id } from '#domain/shared/fields.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findObservations, findPoint } from '../../repositories/counts.ts';
import { procedure } from '../trpc.ts';

const HistoryInput = z.object({ pointId: Id, limit: z.int().min(1).max(500).default(100), before: Id.optional() });

/** The observations of a count point, newest first, with who made them. */
export const countHistory = procedure('count.read')
	.input(HistoryInput)
	.query(async ({ ctx, input }) => {
		const point = await findPoint(ctx.app.db, input.pointId);
		if (!point) throw new ProblemError('notFound');
		requireCovered(ctx.actor, pointSubject(point));
		const observations = await findObservations(ctx.app.db, input.pointId, input.limit, input.before);
		return { point, observations };
	});
