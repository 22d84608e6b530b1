import type { Actor } from '#domain/access/can.ts';
import { seesPerson } from '#domain/people/find-people.ts';
import { isAnonymised, type Person } from '#domain/people/person.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import { findHousehold } from '../../repositories/people.ts';
import { lockHouseholds } from '../../repositories/person-records.ts';

/** A household of which the actor sees somebody, locked, with its members; `notFound` otherwise, `personAnonymised` where its people are. */
export async function householdToChange(
	app: Pick<App, 'keyring' | 'countyCode'>,
	tx: Tx,
	actor: Actor,
	householdId: string
): Promise<{ id: string; homeCode: string; version: number; members: Person[] }> {
	const household = (await lockHouseholds(tx, [householdId])).get(householdId);
	const members = await findHousehold(tx, app.keyring, householdId);
	const isSeen = members.some(({ scopeCodes }) => seesPerson(actor, scopeCodes, app.countyCode));
	if (!household || !isSeen) throw new ProblemError('notFound');
	if (members.some(({ person }) => isAnonymised(person))) throw new ProblemError('personAnonymised');
	return { id: householdId, ...household, members: members.map(({ person }) => person) };
}
