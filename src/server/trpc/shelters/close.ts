import { CloseShelterInput, decideCloseShelter } from '#domain/shelters/close-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateShelterPoint } from '../../repositories/shelter-points.ts';
import { procedure } from '../trpc.ts';
import { activationAudit, activationToChange } from './change-shelter.ts';
import { takeFromTotals } from './activation-totals.ts';

/** Closes a shelter whose people are counted to 0. */
export const close = procedure('shelter.close')
	.input(CloseShelterInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.close', input, async (tx) => {
			const { point: before } = await activationToChange(tx, actor, input.pointId);
			const point = accept(decideCloseShelter(before, now));
			await updateShelterPoint(tx, point);
			await takeFromTotals(tx, before);
			return {
				answer: { point },
				changes: [{ type: 'shelter.closed', point }],
				audit: [activationAudit('shelter.close', before, point, input.reason)]
			};
		});
	});
