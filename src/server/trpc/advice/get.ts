import { z } from 'zod';
import { Id } from '#domain/shared/fields.ts';
import { eventSubject } from '#domain/events/event.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { readAdvice } from '../../advice/read-advice.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findEvent } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';

/** Which response level an event's figures call for, and by which thresholds. */
export const get = procedure('event.read')
	.input(z.object({ eventId: Id }))
	.query(async ({ ctx, input }) => {
		const { db, countyCode } = ctx.app;
		const event = await findEvent(db.prisma, input.eventId);
		requireCovered(ctx.actor, event && eventSubject(event));
		if (!event) throw new ProblemError('notFound');
		return readAdvice(db.prisma, event.id, countyCode, new Date());
	});
