import { decideOpenShelter, OpenShelterInput } from '#domain/shelters/open-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import {
	findEarlierActivation,
	insertShelterPoint,
	lockOpenActivation,
	updateShelterPoint
} from '../../repositories/shelter-points.ts';
import { procedure } from '../trpc.ts';
import { activationAudit, eventToUse, shelterToChange } from './change-shelter.ts';
import { addToTotals } from './activation-totals.ts';

/** Activates a shelter for an event; one that the event had closed goes on with its history. */
export const open = procedure('shelter.open')
	.input(OpenShelterInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.open', input, async (tx) => {
			const event = await eventToUse(tx, actor, input.eventId);
			const { shelter } = await shelterToChange(tx, actor, input.shelterId);
			const openForEvent = (await lockOpenActivation(tx, shelter.id))?.eventName ?? null;
			const earlier = await findEarlierActivation(tx, event.id, shelter.id);
			const point = accept(decideOpenShelter({ event, shelter, openForEvent, earlier }, newId(), now));
			if (earlier) await updateShelterPoint(tx, point, '');
			else await insertShelterPoint(tx, point);
			await addToTotals(tx, point);
			return {
				answer: { point },
				changes: [{ type: earlier ? 'shelter.reopened' : 'shelter.opened', point }],
				audit: [activationAudit('shelter.open', earlier, point, input.reason)]
			};
		});
	});
