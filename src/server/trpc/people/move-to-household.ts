import { decideMoveToHousehold, MoveToHouseholdInput } from '#domain/people/change-household.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { Actor } from '#domain/access/can.ts';
import type { App } from '../../app.ts';
import { accept, execute } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { areaOfPerson } from '../../people/area-of-person.ts';
import { findHousehold, insertHousehold, isHousehold, widenScope } from '../../repositories/people.ts';
import { lockHouseholds, touchHouseholds, writeHead, writeMembership } from '../../repositories/person-records.ts';
import { householdToChange } from '../households/household-to-change.ts';
import { procedure } from '../trpc.ts';
import { personToChange } from './person-to-change.ts';
import { personToUse } from './person-to-read.ts';

/** A person goes over to another household, or to one of their own; whoever is left has a head. */
export const moveToHousehold = procedure('household.change')
	.input(MoveToHouseholdInput)
	.mutation(({ ctx, input }) => {
		const { actor } = ctx.command;
		const { keyring, countyCode } = ctx.app;
		return execute(ctx.app, ctx.command, 'household.change', input, async (tx) => {
			const shown = (await personToUse(ctx.app, tx, actor, input.personId)).person;
			const { householdId: fromId, homeCode: fromHome } = shown;
			const toId = input.to.householdId;
			await lockHouseholds(tx, [fromId, toId]);
			const { person } = await personToChange(ctx.app, tx, actor, input);
			if (person.householdId !== fromId) throw new ProblemError('versionConflict');
			const joined = await joinedHousehold(ctx.app, tx, actor, input.to, fromHome);
			const from = await findHousehold(tx, keyring, fromId);
			const members = from.map((member) => member.person);
			const { relation, newHeadId } = accept(decideMoveToHousehold(person, members, joined.members, input));
			if (input.to.kind === 'own')
				await insertHousehold(tx, { id: toId, homeCode: fromHome, registeredAt: ctx.command.now });
			await writeMembership(tx, person.id, { householdId: toId, homeCode: joined.homeCode, relation });
			await widenScope(tx, [person.id], scopeOf(joined.homeCode));
			if (newHeadId) await writeHead(tx, fromId, newHeadId);
			await touchHouseholds(tx, [fromId, toId]);
			const areaCode = areaOfPerson(countyCode, actor, joined.homeCode);
			return {
				answer: { personId: person.id, householdId: toId },
				changes: [],
				audit: [
					{
						verb: 'household.change',
						subjectType: 'person',
						subjectId: person.id,
						areaCode,
						before: { householdId: fromId, relation: person.relation },
						after: { householdId: toId, relation, ...(newHeadId ? { newHeadId } : {}) },
						reason: input.reason
					}
				]
			};
		});
	});

/** The household joined, as far as it is there. */
async function joinedHousehold(app: App, tx: Tx, actor: Actor, to: MoveToHouseholdInput['to'], fromHome: string) {
	if (to.kind === 'other') return householdToChange(app, tx, actor, to.householdId);
	if (await isHousehold(tx, to.householdId)) throw new ProblemError('operationConflict');
	return { homeCode: fromHome, members: [] };
}
