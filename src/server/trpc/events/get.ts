import { z } from 'zod';
import { eventSubject } from '#domain/events/event.ts';
import { Id } from '#domain/shared/fields.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findEvent, findSteps } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';

/** An event with its history. */
export const get = procedure('event.read')
	.input(z.object({ eventId: Id }))
	.query(async ({ ctx, input }) => {
		const event = await findEvent(ctx.app.db.prisma, input.eventId);
		requireCovered(ctx.actor, event && eventSubject(event));
		if (!event) throw new ProblemError('notFound');
		return { event, steps: await findSteps(ctx.app.db, event.id) };
	});
