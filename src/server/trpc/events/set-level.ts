import { decideSetLevel, SetLevelInput } from '#domain/events/set-level.ts';
import { adviceSeen } from '../../advice/read-advice.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateEvent } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';
import { eventAudit, eventToChange } from './change-event.ts';

/** Raises, lowers or ends the response level of an event; the advice that was on the screen is kept with it. */
export const setLevel = procedure('event.setLevel')
	.input(SetLevelInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'event.setLevel', input, async (tx) => {
			const before = await eventToChange(tx, actor, input.eventId);
			const advice = await adviceSeen(tx, before.id, input.advice, ctx.app.countyCode, now);
			const decision = accept(decideSetLevel(before, input, advice));
			await updateEvent(tx, decision, actor, now);
			return {
				answer: { event: decision.event },
				changes: [{ type: 'event.levelChanged', event: decision.event }],
				audit: [eventAudit('event.setLevel', before, decision.event, input.reason, ctx.app.countyCode)]
			};
		});
	});
