import type { Actor } from '#domain/access/can.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import type { StoredPerson } from '../../repositories/people.ts';
import { lockVersions } from '../../repositories/person-records.ts';
import { personToUse } from './person-to-read.ts';

/** A person that the actor may see, locked, in the version that the command was made from. */
export async function personToChange(
	app: Pick<App, 'keyring' | 'countyCode'>,
	tx: Tx,
	actor: Actor,
	of: { personId: string; version: number }
): Promise<StoredPerson> {
	const { person } = await personToUse(app, tx, actor, of.personId);
	await lockVersions(tx, new Map([[person.id, of.version]]));
	// What was read before the lock may have been older.
	return personToUse(app, tx, actor, person.id);
}
