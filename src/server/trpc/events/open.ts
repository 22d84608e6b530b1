import { decideOpenEvent, OpenEventInput } from '#domain/events/open-event.ts';
import { accept, execute } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import { alignVillages } from '../../repositories/dispersed-points.ts';
import { insertEvent } from '../../repositories/events.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { procedure } from '../trpc.ts';
import { eventAudit, villageChanges } from './change-event.ts';

/** Opens an event and takes in every village under its areas. */
export const open = procedure('event.open')
	.input(OpenEventInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'event.open', input, async (tx) => {
			await requireAreas(tx, actor, input.areaCodes);
			const decision = accept(decideOpenEvent(newId(), input, now));
			await insertEvent(tx, decision, actor, now);
			const villages = await alignVillages(tx, decision.event, now);
			return {
				answer: { event: decision.event, includedVillages: villages.included.length },
				changes: [{ type: 'event.opened', event: decision.event }, ...villageChanges(villages)],
				audit: [eventAudit('event.open', null, decision.event, input.reason, ctx.app.countyCode)]
			};
		});
	});
