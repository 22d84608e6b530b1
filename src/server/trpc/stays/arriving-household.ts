import { documentKey } from '#domain/people/identity-document.ts';
import type { Person, RegisterHouseholdInput } from '#domain/people/person.ts';
import { decideRegisterHousehold } from '#domain/people/register-household.ts';
import { ProblemError, type Problem } from '#domain/shared/problems.ts';
import { takeHousehold, type GivenPerson, type KnownPerson } from '#domain/stays/take-household.ts';
import type { App } from '../../app.ts';
import { accept, type AuditRecord, type CommandContext } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { writeMembers } from '../../people/write-members.ts';
import { findByDocuments, findPersons, isHousehold, type StoredPerson } from '../../repositories/people.ts';
import { insertAliases, resolvePersonIds } from '../../repositories/person-aliases.ts';

/** A household as a check-in brings it. */
type Household = Omit<RegisterHouseholdInput, 'operationId'>;

/** A household that arrives: who its members are, and which of them are to be registered. */
export interface ArrivingHousehold {
	household: Household;
	isKnown: boolean;
	given: GivenPerson[];
	fresh: Person[];
}

/**
 * Reads who the members of an arriving household are.
 *
 * @throws ProblemError what a registration is refused for, its fields under `household.`; `operationConflict`
 */
export async function readHousehold(
	tx: Tx,
	app: App,
	context: CommandContext,
	household: Household
): Promise<ArrivingHousehold> {
	const decided = decideRegisterHousehold(household, context.now);
	if (!decided.ok) throw new ProblemError(underHousehold(decided.problem));
	const persons = decided.value;
	const resolved = await resolvePersonIds(
		tx,
		persons.map(({ id }) => id)
	);
	const keys = persons.map(({ secret }) => documentKey(secret.document)).filter((key) => key !== null);
	const [byId, byDocument, isKnown] = await Promise.all([
		findPersons(tx, app.keyring, [...resolved.values()]),
		findByDocuments(tx, app.keyring, keys),
		isHousehold(tx, household.householdId)
	]);
	const knownById = new Map(byId.map((stored) => [stored.person.id, knownPerson(stored)]));
	const { given, fresh } = accept(
		takeHousehold(household.householdId, persons, {
			isRegistered: isKnown,
			byGivenId: new Map(
				[...resolved].flatMap(([givenId, personId]) => {
					const known = knownById.get(personId);
					return known ? [[givenId, known]] : [];
				})
			),
			byDocument: new Map(
				byDocument.map((stored) => [documentKey(stored.person.secret.document)!, knownPerson(stored)])
			)
		})
	);
	return { household, isKnown, given, fresh };
}

/** Registers the members that are new, and keeps for whom the other ids stand. Returns what the trail keeps. */
export async function writeHousehold(
	tx: Tx,
	{ keyring, countyCode }: App,
	{ actor, now: registeredAt }: CommandContext,
	{ household, isKnown, given, fresh }: ArrivingHousehold
): Promise<AuditRecord[]> {
	await insertAliases(
		tx,
		given.flatMap(({ givenId, personId }) => (givenId === personId ? [] : [{ aliasId: givenId, personId }]))
	);
	if (fresh.length === 0) return [];
	const { householdId, homeCode } = household;
	const registration = { actor, countyCode, householdId, homeCode, isKnown, registeredAt, persons: fresh };
	return [await writeMembers(tx, keyring, registration)];
}

function knownPerson({ person }: StoredPerson): KnownPerson {
	return { personId: person.id, householdId: person.householdId, name: person.secret.name };
}

function underHousehold(of: Problem): Problem {
	return { ...of, fields: of.fields?.map((field) => ({ ...field, path: `household.${field.path}` })) };
}
