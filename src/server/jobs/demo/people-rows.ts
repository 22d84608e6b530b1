import type pg from 'pg';
import { documentKey } from '#domain/people/identity-document.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import type { Keyring } from '../../people/keyring.ts';
import { copyRows, type CopyRow } from '../../repositories/copy-rows.ts';
import { sealPersons, type NewPerson } from '../../repositories/people.ts';
import type { ToldHousehold, ToldPeople } from './told-people.ts';

const HOUSEHOLDS_AT_ONCE = 100;

/**
 * Writes the register of the demonstration, what is personal in it sealed, in the transaction of the connection.
 *
 * @param day on which everybody has their age
 */
export async function writePeople(
	client: pg.ClientBase,
	keyring: Keyring,
	people: ToldPeople,
	day: string
): Promise<void> {
	await copyRows(client, 'household', householdRows(people));
	await copyRows(client, 'person', personRows(keyring, people, day));
	await copyRows(client, 'stay', stayRows(people));
	await copyRows(client, 'stay_step', stepRows(people));
	await copyRows(
		client,
		'stay_conflict',
		people.conflicts.map((conflict) => ({ ...conflict }))
	);
}

function householdRows({ households }: ToldPeople): CopyRow[] {
	return households.map(({ id, homeCode, registeredAt }) => ({ id, homeCode, registeredAt, version: 1 }));
}

/** Rows of people, some hundred sealed at once. */
function* personRows(keyring: Keyring, { households }: ToldPeople, day: string): Generator<CopyRow> {
	for (let at = 0; at < households.length; at += HOUSEHOLDS_AT_ONCE) {
		const some = households.slice(at, at + HOUSEHOLDS_AT_ONCE);
		const registered = some.flatMap(({ members, registeredAt }) => members.map(() => registeredAt));
		const sealed = sealPersons(keyring, some.flatMap(newPersons), day);
		for (const [index, row] of sealed.entries()) yield { ...row, registeredAt: registered[index]!, version: 1 };
	}
}

function newPersons({ members, scopeCodes }: ToldHousehold): NewPerson[] {
	const codes = [...scopeCodes].sort();
	return members.map((person) => ({
		person,
		scopeCodes: codes,
		documentKey: documentKey(person.secret.document),
		tokens: tokensOfPerson(person.secret)
	}));
}

function stayRows({ stays }: ToldPeople): CopyRow[] {
	return stays.map((stay) => ({ ...stay }));
}

function stepRows({ steps }: ToldPeople): CopyRow[] {
	return steps.map(({ reporter, ...step }) => ({
		...step,
		reason: '',
		deviceTime: step.observedAt,
		accountId: reporter.account.id,
		accountName: reporter.account.displayName,
		deviceId: reporter.deviceId
	}));
}
