import type { Actor } from '#domain/access/can.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import type { Person } from '#domain/people/person.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import type { AuditRecord } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { insertHousehold, insertPersons } from '../repositories/people.ts';
import type { Keyring } from './keyring.ts';

/** A household whose members are written, and who writes them. */
export interface Registration {
	actor: Actor;
	countyCode: string;
	householdId: string;
	homeCode: string;
	/** Whether there is such a household, to which these people are added. */
	isKnown?: boolean;
	registeredAt: Date;
	persons: readonly Person[];
}

/** Writes new people as members of a household, which is made where there is none yet. Returns what the trail keeps. */
export async function writeMembers(tx: Tx, keyring: Keyring, registration: Registration): Promise<AuditRecord> {
	const { actor, countyCode, householdId, homeCode, isKnown = false, registeredAt, persons } = registration;
	const scopeCodes = [...new Set([...scopeOf(homeCode), ...scopeOf(actor.areaCode)])].sort();
	const members = persons.map((person) => ({
		person,
		scopeCodes,
		documentKey: documentKey(person.secret.document),
		tokens: tokensOfPerson(person.secret)
	}));
	if (!isKnown) await insertHousehold(tx, { id: householdId, homeCode, registeredAt });
	await insertPersons(tx, keyring, registeredAt, members);
	return {
		verb: 'household.register',
		subjectType: 'household',
		subjectId: householdId,
		areaCode: homeCode.startsWith(countyCode) ? homeCode : actor.areaCode,
		after: { homeCode, personIds: persons.map(({ id }) => id) }
	};
}
