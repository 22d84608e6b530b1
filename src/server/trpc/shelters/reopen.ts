import { decideReopen, ReopenShelterInput } from '#domain/shelters/open-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import { lockOpenActivation, updateShelterPoint } from '../../repositories/shelter-points.ts';
import { procedure } from '../trpc.ts';
import { activationAudit, activationToChange } from './change-shelter.ts';
import { addToTotals } from './activation-totals.ts';

/** Opens a shelter again that the event had closed; its history goes on. */
export const reopen = procedure('shelter.open')
	.input(ReopenShelterInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.open', input, async (tx) => {
			const { event, shelter, point: earlier } = await activationToChange(tx, actor, input.pointId);
			const openForEvent = (await lockOpenActivation(tx, shelter.id))?.eventName ?? null;
			const point = accept(decideReopen({ event, shelter, openForEvent, earlier }, now));
			await updateShelterPoint(tx, point, '');
			await addToTotals(tx, point);
			return {
				answer: { point },
				changes: [{ type: 'shelter.reopened', point }],
				audit: [activationAudit('shelter.open', earlier, point, input.reason)]
			};
		});
	});
