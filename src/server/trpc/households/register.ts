import type { Person } from '#domain/people/person.ts';
import { RegisterHouseholdInput } from '#domain/people/person.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import { decideRegisterHousehold } from '#domain/people/register-household.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import { accept, execute, hashOf, type CommandContext } from '../../commands/execute.ts';
import { writeMembers } from '../../people/write-members.ts';
import { findTakenDocuments, isRegistered } from '../../repositories/people.ts';
import { procedure } from '../trpc.ts';

/** Registers a household with its members. What is personal is kept encrypted; the answer has ids only. */
export const register = procedure('household.register')
	.input(RegisterHouseholdInput)
	.mutation(({ ctx, input }) => registerHousehold(ctx.app, ctx.command, input));

/** Registers a household; the body of its procedure. */
export function registerHousehold(
	app: App,
	context: CommandContext,
	input: RegisterHouseholdInput
): Promise<{ householdId: string; personIds: string[] }> {
	const { keyring, countyCode } = app;
	const { householdId, homeCode } = input;
	// The operation keeps a hash of its content: a keyed one, or names could be tried against it.
	const content = keyring.blindIndex(hashOf(input)).toString('base64url');
	const command = { operationId: input.operationId, content };
	return execute(app, context, 'household.register', command, async (tx) => {
		const persons = accept(decideRegisterHousehold(input, context.now));
		const personIds = persons.map(({ id }) => id);
		if (await isRegistered(tx, householdId, personIds)) throw new ProblemError('operationConflict');
		await requireNew(persons, (keys) => findTakenDocuments(tx, keyring, keys));
		const { actor, now: registeredAt } = context;
		const registration = { actor, countyCode, householdId, homeCode, registeredAt, persons };
		const entry = await writeMembers(tx, keyring, registration);
		return { answer: { householdId, personIds }, changes: [], audit: [entry] };
	});
}

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
