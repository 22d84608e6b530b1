import { decideSetLevel, SetLevelInput } from '#domain/events/set-level.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateEvent } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';
import { eventAudit, eventToChange } from './change-event.ts';

/** Raises, lowers or ends the response level of an event. */
export const setLevel = procedure('event.setLevel')
	.input(SetLevelInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'event.setLevel', input, async (tx) => {
			const before = await eventToChange(tx, actor, input.eventId);
			const decision = accept(decideSetLevel(before, input));
			await updateEvent(tx, decision, actor, now);
			return {
				answer: { event: decision.event },
				changes: [{ type: 'event.levelChanged', event: decision.event }],
				audit: [eventAudit('event.setLevel', before, decision.event, input.reason, ctx.app.countyCode)]
			};
		});
	});
