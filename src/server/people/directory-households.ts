import { createHmac } from 'node:crypto';
import { documentKey } from '#domain/people/identity-document.ts';
import { maskPerson } from '#domain/people/mask-person.ts';
import { LOOKUP_BYTES, type DirectoryHousehold, type DirectoryPerson } from '#domain/stays/directory.ts';
import type { StoredPerson } from '../repositories/people.ts';

/** The hash under which a device finds who has exactly this document; empty without one. */
function lookupHash(key: Buffer, document: string | null): string {
	if (document === null) return '';
	return createHmac('sha256', key).update(document).digest().subarray(0, LOOKUP_BYTES).toString('base64url');
}

/**
 * Households as a shelter's tablet keeps them, in the order of their ids, each with its head first.
 *
 * @param key of the account and device (`Keyring.lookupKey`)
 */
export function directoryHouseholds(
	householdIds: readonly string[],
	members: readonly StoredPerson[],
	key: Buffer,
	now: Date
): DirectoryHousehold[] {
	const byHousehold = new Map(
		householdIds.map((id): [string, DirectoryHousehold] => [id, { id, homeCode: '', members: [] }])
	);
	for (const { person } of members.toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1))) {
		const household = byHousehold.get(person.householdId);
		if (!household) continue;
		const { id, name, relation, sex, age, needs } = maskPerson(person, now);
		const lookup = lookupHash(key, documentKey(person.secret.document));
		const member: DirectoryPerson = { id, name, relation, sex, age, needs, lookup };
		household.homeCode ||= person.homeCode;
		if (relation === 'head') household.members.unshift(member);
		else household.members.push(member);
	}
	return [...byHousehold.values()].filter(({ members: of }) => of.length > 0);
}
