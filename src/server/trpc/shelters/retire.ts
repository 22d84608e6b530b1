import { decideRetire, RetireShelterInput } from '#domain/shelters/retire-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import { lockOpenActivation } from '../../repositories/shelter-points.ts';
import { updateShelter } from '../../repositories/shelters.ts';
import { procedure } from '../trpc.ts';
import { shelterAudit, shelterToChange } from './change-shelter.ts';

/** Takes a shelter out of use for good. */
export const retire = procedure('shelter.retire')
	.input(RetireShelterInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.retire', input, async (tx) => {
			const { shelter: before } = await shelterToChange(tx, actor, input.shelterId);
			const activation = await lockOpenActivation(tx, before.id);
			const shelter = accept(decideRetire(before, input, activation?.eventName ?? null, now));
			await updateShelter(tx, shelter);
			return {
				answer: { shelter },
				changes: [{ type: 'shelter.retired', shelter }],
				audit: [shelterAudit('shelter.retire', before, shelter, { reason: input.reason })]
			};
		});
	});
