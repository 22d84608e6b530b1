import type { Person } from '#domain/people/person.ts';
import { RegisterHouseholdInput } from '#domain/people/person.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import { decideRegisterHousehold } from '#domain/people/register-household.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute, hashOf } from '../../commands/execute.ts';
import { findTakenDocuments, insertHousehold, isRegistered } from '../../repositories/people.ts';
import { procedure } from '../trpc.ts';

/** Registers a household with its members. What is personal is kept encrypted; the answer has ids only. */
export const register = procedure('household.register')
	.input(RegisterHouseholdInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		const { keyring } = ctx.app;
		// The operation keeps a hash of its content: a keyed one, or names could be tried against it.
		const content = keyring.blindIndex(hashOf(input)).toString('base64url');
		const command = { operationId: input.operationId, content };
		return execute(ctx.app, ctx.command, 'household.register', command, async (tx) => {
			const persons = accept(decideRegisterHousehold(input, now));
			const personIds = persons.map(({ id }) => id);
			if (await isRegistered(tx, input.householdId, personIds)) throw new ProblemError('operationConflict');
			await requireNew(persons, (keys) => findTakenDocuments(tx, keyring, keys));
			const scopeCodes = [...new Set([...scopeOf(input.homeCode), ...scopeOf(actor.areaCode)])].sort();
			const household = { id: input.householdId, homeCode: input.homeCode, registeredAt: now };
			const members = persons.map((person) => ({
				person,
				scopeCodes,
				documentKey: documentKey(person.secret.document),
				tokens: tokensOfPerson(person.secret)
			}));
			await insertHousehold(tx, keyring, household, members);
			const areaCode = input.homeCode.startsWith(ctx.app.countyCode) ? input.homeCode : actor.areaCode;
			return {
				answer: { householdId: input.householdId, personIds },
				changes: [],
				audit: [
					{
						verb: 'household.register',
						subjectType: 'household',
						subjectId: input.householdId,
						areaCode,
						after: { homeCode: input.homeCode, personIds }
					}
				]
			};
		});
	});

/** Refuses people whose document is registered already, naming the members. */
async function requireNew(
	persons: readonly Person[],
	findTaken: (keys: string[]) => Promise<Set<string>>
): Promise<void> {
	const keys = persons.map(({ secret }) => documentKey(secret.document));
	const taken = await findTaken(keys.filter((key) => key !== null));
	if (taken.size === 0) return;
	const fields = keys.flatMap((key, at) =>
		key !== null && taken.has(key)
			? [{ path: `members.${at}.document.number`, zh: '已登记过', en: 'registered already' }]
			: []
	);
	throw new ProblemError('personAlreadyRegistered', undefined, fields);
}
