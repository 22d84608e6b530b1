import { decideRegister, RegisterShelterInput } from '#domain/shelters/register-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { holdSpacePerPerson } from '../../repositories/shelter-capacity.ts';
import { insertShelters, isNameTaken } from '../../repositories/shelters.ts';
import { procedure } from '../trpc.ts';
import { shelterAudit } from './change-shelter.ts';

/** Registers a shelter in peacetime. */
export const register = procedure('shelter.register')
	.input(RegisterShelterInput)
	.mutation(({ ctx, input }) => {
		const { actor } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.register', input, async (tx) => {
			await requireAreas(tx, actor, [input.areaCode]);
			const space = await holdSpacePerPerson(tx, ctx.app.policies.current().spacePerPersonM2);
			const isTaken = await isNameTaken(tx, input.areaCode, input.name);
			const shelter = accept(decideRegister(newId(), input, isTaken, space));
			await insertShelters(tx, [{ shelter, contact: input.contact }]);
			const isContactChanged = input.contact.name !== '' || input.contact.phone !== '';
			return {
				answer: { shelter },
				changes: [{ type: 'shelter.registered', shelter }],
				audit: [shelterAudit('shelter.register', null, shelter, { isContactChanged })]
			};
		});
	});
