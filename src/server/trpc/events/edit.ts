import { decideEditEvent, EditEventInput } from '#domain/events/edit-event.ts';
import { noteThresholds } from '../../advice/note-thresholds.ts';
import { accept, execute } from '../../commands/execute.ts';
import { alignVillages } from '../../repositories/dispersed-points.ts';
import { updateEvent } from '../../repositories/events.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { procedure } from '../trpc.ts';
import { eventAudit, eventToChange, villageChanges } from './change-event.ts';

/**
 * Edits an event. Answers, when its areas changed, how many villages came in and went out, and which now lie outside
 * but stay because people were counted there.
 */
export const edit = procedure('event.edit')
	.input(EditEventInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'event.edit', input, async (tx) => {
			await requireAreas(tx, actor, input.areaCodes);
			const before = await eventToChange(tx, actor, input.eventId);
			const decision = accept(decideEditEvent(before, input, now));
			await updateEvent(tx, decision, actor, now);
			const { event } = decision;
			const villages = await alignVillages(tx, event, now);
			// Other areas are other villages, whose reports count or count no more.
			const crossed = await noteThresholds(tx, event, ctx.app.countyCode, now);
			return {
				answer: {
					event,
					includedVillages: villages.included.length,
					excludedVillages: villages.excluded.length,
					keptAreaCodes: villages.keptAreaCodes
				},
				changes: [{ type: 'event.edited', event }, ...villageChanges(villages), ...crossed],
				audit: [eventAudit('event.edit', before, event, input.reason, ctx.app.countyCode)]
			};
		});
	});
