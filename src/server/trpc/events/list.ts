import { FindEventsInput } from '#domain/events/find-events.ts';
import { findEvents } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';

/** Events that concern the reader's area, newest first. */
export const list = procedure('event.read')
	.input(FindEventsInput)
	.query(async ({ ctx, input }) => {
		const items = await findEvents(ctx.app.db, ctx.actor, input);
		return { items, next: items.length === input.limit ? (items.at(-1)?.event.id ?? null) : null };
	});
