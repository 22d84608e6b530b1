import { AddMemberInput, decideAddMember } from '#domain/people/change-household.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute } from '../../commands/execute.ts';
import { keyedCommand } from '../../people/keyed-command.ts';
import { writeMembers } from '../../people/write-members.ts';
import { findTakenDocuments, isRegistered } from '../../repositories/people.ts';
import { touchHouseholds } from '../../repositories/person-records.ts';
import { newId } from '../../new-id.ts';
import { procedure } from '../trpc.ts';
import { householdToChange } from './household-to-change.ts';

/** Registers somebody more in a household. */
export const addMember = procedure('household.change')
	.input(AddMemberInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		const { keyring, countyCode } = ctx.app;
		return execute(ctx.app, ctx.command, 'household.change', keyedCommand(keyring, input), async (tx) => {
			const household = await householdToChange(ctx.app, tx, actor, input.householdId);
			const person = accept(decideAddMember(household, input.member, now));
			if (await isRegistered(tx, newId(), [person.id])) throw new ProblemError('operationConflict');
			const key = documentKey(person.secret.document);
			const taken = key === null ? new Set() : await findTakenDocuments(tx, keyring, [key]);
			if (taken.size > 0) throw new ProblemError('personAlreadyRegistered');
			const { id: householdId, homeCode } = household;
			const registration = { actor, countyCode, householdId, homeCode, isKnown: true, registeredAt: now };
			const entry = await writeMembers(tx, keyring, { ...registration, persons: [person] });
			await touchHouseholds(tx, [householdId]);
			return { answer: { householdId, personId: person.id }, changes: [], audit: [entry] };
		});
	});
