import { decideEditPerson, EditPersonInput } from '#domain/people/edit-person.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import type { Person } from '#domain/people/person.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { areaOfPerson } from '../../people/area-of-person.ts';
import { keyedCommand } from '../../people/keyed-command.ts';
import type { Keyring } from '../../people/keyring.ts';
import { findByDocuments } from '../../repositories/people.ts';
import { lockHouseholds, updatePerson, writeHead } from '../../repositories/person-records.ts';
import { procedure } from '../trpc.ts';
import { personToChange } from './person-to-change.ts';
import { personToUse } from './person-to-read.ts';

/** Puts a person's record right, with a reason. The trail says which fields changed, never what stands in them. */
export const edit = procedure('person.edit')
	.input(EditPersonInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		const { keyring, countyCode } = ctx.app;
		const { personId, version, reason, changes } = input;
		return execute(ctx.app, ctx.command, 'person.edit', keyedCommand(keyring, input), async (tx) => {
			const { householdId } = (await personToUse(ctx.app, tx, actor, personId)).person;
			await lockHouseholds(tx, [householdId]);
			const { person: before } = await personToChange(ctx.app, tx, actor, { personId, version });
			const { person, changed } = accept(decideEditPerson(before, changes, now));
			if (changed.includes('document')) await requireOwnDocument(tx, keyring, person);
			if (changed.includes('relation') && person.relation === 'head') await writeHead(tx, householdId, person.id);
			await updatePerson(tx, keyring, person);
			const areaCode = areaOfPerson(countyCode, actor, person.homeCode);
			const entry = { verb: 'person.edit' as const, subjectType: 'person' as const, subjectId: person.id, areaCode };
			return { answer: { personId: person.id }, changes: [], audit: [{ ...entry, after: { changed }, reason }] };
		});
	});

/** Refuses a document that belongs to somebody else. */
async function requireOwnDocument(tx: Tx, keyring: Keyring, { id, secret }: Person): Promise<void> {
	const key = documentKey(secret.document);
	const owners = key === null ? [] : await findByDocuments(tx, keyring, [key]);
	if (owners.some(({ person }) => person.id !== id)) throw new ProblemError('documentTaken');
}
