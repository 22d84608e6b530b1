import type { Change } from '#domain/changes/change.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { decideEdit, EditShelterInput } from '#domain/shelters/register-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { holdSpacePerPerson } from '../../repositories/shelter-capacity.ts';
import { lockOpenActivation, updateShelterPoint } from '../../repositories/shelter-points.ts';
import { isNameTaken, updateShelter } from '../../repositories/shelters.ts';
import { applyTotals } from '../../repositories/township-totals.ts';
import { procedure } from '../trpc.ts';
import { shelterAudit, shelterToChange } from './change-shelter.ts';

/** Edits a shelter of the registry. While it is open, its capacity there follows. */
export const edit = procedure('shelter.edit')
	.input(EditShelterInput)
	.mutation(({ ctx, input }) => {
		const { actor } = ctx.command;
		return execute(ctx.app, ctx.command, 'shelter.edit', input, async (tx) => {
			await requireAreas(tx, actor, [input.areaCode]);
			const space = await holdSpacePerPerson(tx, ctx.app.policies.current().spacePerPersonM2);
			const { shelter: before, contact } = await shelterToChange(tx, actor, input.shelterId);
			const activation = await lockOpenActivation(tx, before.id);
			const surroundings = {
				isNameTaken: await isNameTaken(tx, input.areaCode, input.name, before.id),
				openForEvent: activation?.eventName ?? null
			};
			const isContactChanged =
				input.contact !== undefined && (input.contact.name !== contact.name || input.contact.phone !== contact.phone);
			const shelter = accept(decideEdit(before, input, isContactChanged, surroundings, space));
			await updateShelter(tx, shelter, input.contact);
			const changes: Change[] = [{ type: 'shelter.edited', shelter }];
			if (activation && activation.point.capacity !== shelter.capacity)
				changes.push(await followCapacity(tx, activation.point, shelter.capacity));
			return {
				answer: { shelter },
				changes,
				audit: [shelterAudit('shelter.edit', before, shelter, { isContactChanged })]
			};
		});
	});

async function followCapacity(tx: Tx, before: CountPointView, capacity: number | null): Promise<Change> {
	const point = { ...before, capacity, version: before.version + 1 };
	await updateShelterPoint(tx, point);
	const { eventId, townshipCode } = point;
	await applyTotals(tx, [{ eventId, townshipCode, capacity: (capacity ?? 0) - (before.capacity ?? 0) }]);
	return { type: 'shelter.capacityChanged', point };
}
