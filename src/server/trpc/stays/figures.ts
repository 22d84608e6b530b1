import { eventSubject } from '#domain/events/event.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { FiguresInput, type EventFigures } from '#domain/stays/sheltered-figures.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findEvent } from '../../repositories/events.ts';
import { findShelteredFigures } from '../../repositories/sheltered-figures.ts';
import { procedure } from '../trpc.ts';

/** People sheltered and relocated of an event in the account's area, now and cumulative, each with its source. */
export const figures = procedure('count.read')
	.input(FiguresInput)
	.query(async ({ ctx, input }): Promise<EventFigures> => {
		const { db, policies } = ctx.app;
		const event = await findEvent(db.prisma, input.eventId);
		requireCovered(ctx.actor, event && eventSubject(event));
		if (!event) throw new ProblemError('notFound');
		const windowMinutes = policies.current().disputeWindowMinutes;
		return findShelteredFigures(db, { ...input, areaCode: ctx.actor.areaCode, windowMinutes });
	});
