import { eventSubject } from '#domain/events/event.ts';
import { TrendInput } from '#domain/counts/trend.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findEvent } from '../../repositories/events.ts';
import { requireOwnAreas } from '../../repositories/required-areas.ts';
import { readTrend } from '../../repositories/trend.ts';
import { procedure } from '../trpc.ts';

/** Sheltered and dispersed people of the past hours, an hour apart, within the account's area. */
export const liveTrend = procedure('count.read')
	.input(TrendInput)
	.query(async ({ ctx, input }) => {
		const { eventId, areaCode = ctx.actor.areaCode, hours } = input;
		requireOwnAreas(ctx.actor, [areaCode]);
		if (eventId) {
			const event = await findEvent(ctx.app.db.prisma, eventId);
			requireCovered(ctx.actor, event && eventSubject(event));
		}
		return readTrend(ctx.app.db, ctx.actor, { eventId, areaCode, hours }, new Date());
	});
