import { decideMerge, MergePeopleInput } from '#domain/people/merge-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute } from '../../commands/execute.ts';
import { areaOfPerson } from '../../people/area-of-person.ts';
import { mergeWhereabouts } from '../../people/merge-records.ts';
import { findHousehold, widenScope } from '../../repositories/people.ts';
import { retireRecord } from '../../repositories/person-merge.ts';
import { handOverPhoto } from '../../repositories/person-photos.ts';
import { lockVersions, touchHouseholds, updatePerson } from '../../repositories/person-records.ts';
import { findRosters, findStays, lockPoints } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { personToUse } from './person-to-read.ts';

/**
 * A person's word that two records are of one person: one goes into the other, with its stays and conflicts; its id
 * stands for the other from then on. Where two places have the two, that becomes a conflict for a person to settle.
 */
export const merge = procedure('person.merge')
	.input(MergePeopleInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		const { keyring, countyCode } = ctx.app;
		return execute(ctx.app, ctx.command, 'person.merge', input, async (tx) => {
			const read = async () => ({
				keep: await personToUse(ctx.app, tx, actor, input.keepId),
				merge: await personToUse(ctx.app, tx, actor, input.mergeId)
			});
			const shown = await read();
			const [keepId, mergeId] = [shown.keep.person.id, shown.merge.person.id];
			if (keepId === mergeId) throw new ProblemError('samePerson');
			const concerned = [...(await findStays(tx, [keepId, mergeId])).values()].flat();
			const pointIds = concerned.flatMap(({ pointId, toPointId }) => (toPointId ? [pointId, toPointId] : [pointId]));
			const points = await lockPoints(tx, [...new Set(pointIds)].sort());
			const versions = [
				[keepId, input.keepVersion],
				[mergeId, input.mergeVersion]
			] as const;
			await lockVersions(tx, new Map(versions));
			const { keep, merge } = await read();
			const household = await findHousehold(tx, keyring, merge.person.householdId);
			const members = household.map(({ person }) => person);
			const person = accept(decideMerge(keep.person, merge.person, members, now));
			const stays = await findStays(tx, [keepId, mergeId]);
			await retireRecord(tx, mergeId, keepId);
			await updatePerson(tx, keyring, person);
			await widenScope(tx, [keepId], merge.scopeCodes);
			await handOverPhoto(tx, keyring, mergeId, keepId);
			await touchHouseholds(tx, [keep.person.householdId, merge.person.householdId]);
			const touched = await mergeWhereabouts(tx, ctx.command, { keepId, mergeId, reason: input.reason, stays });
			const rosters = await findRosters(
				tx,
				points.filter(({ id }) => touched.includes(id))
			);
			const entry = (of: typeof keep, after: object) => ({
				verb: 'person.merge' as const,
				subjectType: 'person' as const,
				subjectId: of.person.id,
				areaCode: areaOfPerson(countyCode, actor, of.person.homeCode),
				after,
				reason: input.reason
			});
			return {
				answer: { personId: keepId },
				changes: rosters.map((roster) => ({ type: 'stays.changed', roster })),
				audit: [entry(keep, { merged: mergeId }), entry(merge, { mergedInto: keepId })]
			};
		});
	});
