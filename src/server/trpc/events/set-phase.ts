import { decideSetPhase, SetPhaseInput } from '#domain/events/set-phase.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateEvent } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';
import { eventAudit, eventToChange } from './change-event.ts';

/** Moves an event to another phase. */
export const setPhase = procedure('event.setPhase')
	.input(SetPhaseInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'event.setPhase', input, async (tx) => {
			const before = await eventToChange(tx, actor, input.eventId);
			const decision = accept(decideSetPhase(before, input, now));
			await updateEvent(tx, decision, actor, now);
			return {
				answer: { event: decision.event },
				changes: [{ type: 'event.phaseChanged', event: decision.event }],
				audit: [eventAudit('event.setPhase', before, decision.event, input.reason, ctx.app.countyCode)]
			};
		});
	});
