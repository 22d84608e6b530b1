import type { Actor } from '#domain/access/can.ts';
import { seesPerson } from '#domain/people/find-people.ts';
import { isAnonymised } from '#domain/people/person.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import { findPerson, type StoredPerson } from '../../repositories/people.ts';
import { resolvePersonIds } from '../../repositories/person-aliases.ts';

/**
 * A person that the actor may see: by home, registration or shelter; also by an id that stands for them, of a device or
 * of a record that went into theirs. `notFound` otherwise.
 */
export async function personToRead(
	app: Pick<App, 'keyring' | 'countyCode'>,
	db: Pick<Tx, 'person' | 'personAlias'>,
	actor: Actor,
	givenId: string
): Promise<StoredPerson> {
	const personId = (await resolvePersonIds(db, [givenId])).get(givenId) ?? givenId;
	const stored = await findPerson(db, app.keyring, personId);
	if (!stored || !seesPerson(actor, stored.scopeCodes, app.countyCode)) throw new ProblemError('notFound');
	return stored;
}

/** The same, where what is personal must be there: `personAnonymised` when it was removed after an event. */
export async function personToUse(...asked: Parameters<typeof personToRead>): Promise<StoredPerson> {
	const stored = await personToRead(...asked);
	if (isAnonymised(stored.person)) throw new ProblemError('personAnonymised');
	return stored;
}
