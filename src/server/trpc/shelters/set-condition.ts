import { decideSetCondition, SetConditionInput } from '#domain/shelters/set-condition.ts';
import { accept, execute } from '../../commands/execute.ts';
import { updateShelterPoint } from '../../repositories/shelter-points.ts';
import { procedure } from '../trpc.ts';
import { activationAudit, activationToChange } from './change-shelter.ts';

/** Says how an open shelter fares: green, amber or red, with the reason. */
export const setCondition = procedure('shelter.setCondition')
	.input(SetConditionInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.setCondition', input, async (tx) => {
			const { point: before, conditionReason } = await activationToChange(tx, actor, input.pointId);
			const isOwnWord = actor.role === 'COORDINATOR';
			const state = { point: before, reason: conditionReason };
			const { point, reason } = accept(decideSetCondition(state, input, isOwnWord, now));
			await updateShelterPoint(tx, point, reason);
			return {
				answer: { point },
				changes: [{ type: 'shelter.conditionChanged', point }],
				audit: [activationAudit('shelter.setCondition', before, point, reason)]
			};
		});
	});
