import type { Actor } from '#domain/access/can.ts';
import { seesPerson } from '#domain/people/find-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import { findPerson, type StoredPerson } from '../../repositories/people.ts';

/** A person that the actor may see: by home, registration or shelter. `notFound` otherwise. */
export async function personToRead(
	app: Pick<App, 'keyring' | 'countyCode'>,
	db: Pick<Tx, 'person'>,
	actor: Actor,
	personId: string
): Promise<StoredPerson> {
	const stored = await findPerson(db, app.keyring, personId);
	if (!stored || !seesPerson(actor, stored.scopeCodes, app.countyCode)) throw new ProblemError('notFound');
	return stored;
}
