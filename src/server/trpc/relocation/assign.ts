import { AssignInput } from '#domain/relocation/relocation.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { findDestinations } from '../../repositories/directory.ts';
import { updateAssignment } from '../../repositories/relocation-households.ts';
import { procedure } from '../trpc.ts';
import { relocationsToChange } from './relocations-to-change.ts';

/** Gives households of lists a helper and a destination. The trail keeps that there is a helper, not who. */
export const assign = procedure('relocation.assign')
	.input(AssignInput)
	.mutation(({ ctx, input }) => {
		const { keyring } = ctx.app;
		const { items, helper, destination } = input;
		return execute(ctx.app, ctx.command, 'relocation.assign', input, async (tx) => {
			const ids = items.map(({ relocationId }) => relocationId);
			const { lists, relocations } = await relocationsToChange(tx, keyring, ctx.command.actor, ids);
			if (relocations.some(({ isStruck }) => isStruck)) throw new ProblemError('householdStruck');
			const versions = new Map(items.map(({ relocationId, version }) => [relocationId, version]));
			if (relocations.some(({ id, version }) => versions.get(id) !== version))
				throw new ProblemError('versionConflict');
			const toPointId = destination?.kind === 'shelter' ? destination.toPointId : null;
			for (const { eventId } of toPointId ? lists : []) {
				const open = await findDestinations(tx, { eventId });
				if (!open.some(({ pointId }) => pointId === toPointId)) throw new ProblemError('destinationNotOpen');
			}
			const place = destination === undefined ? {} : { destination: destination?.kind ?? null, toPointId };
			for (const { id } of relocations) await updateAssignment(tx, keyring, id, { helper, ...place });
			const after = { relocationIds: ids, ...(helper === undefined ? {} : { hasHelper: helper !== null }), ...place };
			return {
				answer: { assigned: ids.length },
				changes: lists.map(({ id: _, ...village }) => ({ type: 'relocation.changed', village })),
				audit: lists.map(({ id, areaCode }) => ({
					verb: 'relocation.assign',
					subjectType: 'relocationList',
					subjectId: id,
					areaCode,
					after
				}))
			};
		});
	});
