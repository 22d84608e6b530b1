import { documentKey } from '../people/identity-document.ts';
import type { Person } from '../people/person.ts';
import { lettersOf } from '../people/search-tokens.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** Somebody registered, as far as recognising them goes. */
export interface KnownPerson {
	personId: string;
	householdId: string;
	name: string;
}

/** What the county knows of the members of a household that arrives. */
export interface HouseholdKnowledge {
	/** Whether a household of this id is registered. */
	isRegistered: boolean;
	/** By the ids the device gave: registered under them, or taken for somebody else before. */
	byGivenId: ReadonlyMap<string, KnownPerson>;
	/** By the keys of their documents. */
	byDocument: ReadonlyMap<string, KnownPerson>;
}

/** Somebody of a command: the id the device knows them by, and who they are to the county. */
export interface GivenPerson {
	givenId: string;
	personId: string;
	isNameDifferent?: true;
}

/** Whether two names are the same but for dots, spaces and the width of letters. */
export function isSameName(a: string, b: string): boolean {
	return lettersOf(a).join('') === lettersOf(b).join('');
}

/**
 * Who the members of an arriving household are: those registered already, by id or by document, are taken for who they
 * are; the others are new.
 *
 * @returns `operationConflict` where ids stand for other people than those given
 */
export function takeHousehold(
	householdId: string,
	members: readonly Person[],
	{ isRegistered, byGivenId, byDocument }: HouseholdKnowledge
): Result<{ given: GivenPerson[]; fresh: Person[] }> {
	const given: GivenPerson[] = [];
	const fresh: Person[] = [];
	let isOwn = false;
	for (const member of members) {
		const key = documentKey(member.secret.document);
		const known = byGivenId.get(member.id) ?? (key === null ? undefined : byDocument.get(key));
		if (!known) {
			fresh.push(member);
			given.push({ givenId: member.id, personId: member.id });
			continue;
		}
		const isUnderThisId = known.personId === member.id;
		if (isUnderThisId && known.householdId !== householdId) return refuse(problem('operationConflict'));
		isOwn ||= isUnderThisId;
		const isNameDifferent = !isSameName(known.name, member.secret.name);
		given.push({ givenId: member.id, personId: known.personId, ...(isNameDifferent ? { isNameDifferent } : {}) });
	}
	if (isRegistered && fresh.length > 0 && !isOwn) return refuse(problem('operationConflict'));
	return ok({ given, fresh });
}
