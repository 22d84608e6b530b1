import { CloseEventInput, decideCloseEvent } from '#domain/events/close-event.ts';
import { accept, execute } from '../../commands/execute.ts';
import { closeVillages } from '../../repositories/dispersed-points.ts';
import { countOpenShelters, updateEvent } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';
import { eventAudit, eventToChange, villageChanges } from './change-event.ts';

/** Closes an event for good, and the counting in its villages with it. */
export const close = procedure('event.close')
	.input(CloseEventInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'event.close', input, async (tx) => {
			const before = await eventToChange(tx, actor, input.eventId);
			const openShelters = await countOpenShelters(tx, before.id);
			const decision = accept(decideCloseEvent(before, openShelters, input, now));
			await updateEvent(tx, decision, actor, now);
			const excluded = await closeVillages(tx, before.id, now);
			return {
				answer: { event: decision.event },
				changes: [{ type: 'event.closed', event: decision.event }, ...villageChanges({ excluded })],
				audit: [eventAudit('event.close', before, decision.event, input.reason, ctx.app.countyCode)]
			};
		});
	});
