import { SetHomeInput } from '#domain/people/change-household.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { areaOfPerson } from '../../people/area-of-person.ts';
import { widenScope } from '../../repositories/people.ts';
import { writeHome } from '../../repositories/person-records.ts';
import { procedure } from '../trpc.ts';
import { householdToChange } from './household-to-change.ts';

/** Puts right where the people of a household come from. Who saw them before still does. */
export const setHome = procedure('household.change')
	.input(SetHomeInput)
	.mutation(({ ctx, input }) => {
		const { actor } = ctx.command;
		const { householdId, version, homeCode, reason } = input;
		return execute(ctx.app, ctx.command, 'household.change', input, async (tx) => {
			const household = await householdToChange(ctx.app, tx, actor, householdId);
			if (household.version !== version) throw new ProblemError('versionConflict');
			if (household.homeCode === homeCode) throw new ProblemError('nothingToChange');
			await writeHome(tx, householdId, homeCode);
			const personIds = household.members.map(({ id }) => id);
			await widenScope(tx, personIds, scopeOf(homeCode));
			const areaCode = areaOfPerson(ctx.app.countyCode, actor, homeCode);
			const entry = {
				verb: 'household.change' as const,
				subjectType: 'household' as const,
				subjectId: householdId,
				areaCode
			};
			const [before, after] = [{ homeCode: household.homeCode }, { homeCode }];
			return { answer: { householdId }, changes: [], audit: [{ ...entry, before, after, reason }] };
		});
	});
