import { isWithin } from '../areas/area-code.ts';
import { documentNumber, type IdentityDocument } from '../people/identity-document.ts';
import { lettersOf } from '../people/search-tokens.ts';
import { isSameName } from '../stays/take-household.ts';

/** Whom an entry of a roster speaks of. */
export interface EntryIdentity {
	name: string;
	/** An ID card, or none. */
	document: IdentityDocument;
	/** Village, or township where the roster says no more. */
	areaCode: string;
}

/** What is known about whose entry it is. */
export interface EntryFacts {
	/** Who has the entry's document; null when nobody has, or it names none. */
	documentOwnerId: string | null;
	/** Whom a person decided it to be. */
	decidedId: string | null;
	/** People of the same name and village. */
	candidateIds: readonly string[];
	/** Whom a person decided it not to be. */
	refusedIds: readonly string[];
}

/** How an entry stands. Only `byDocument` and `byDecision` are matched. */
export const ENTRY_STATES = ['byDocument', 'byDecision', 'proposed', 'unmatched'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** How an entry stands: by its document at once, else only by what a person decided. A name alone matches nobody. */
export function entryState(facts: EntryFacts): { state: EntryState; personId: string | null } {
	if (facts.documentOwnerId !== null) return { state: 'byDocument', personId: facts.documentOwnerId };
	if (facts.decidedId !== null) return { state: 'byDecision', personId: facts.decidedId };
	const isOpen = facts.candidateIds.some((id) => !facts.refusedIds.includes(id));
	return { state: isOpen ? 'proposed' : 'unmatched', personId: null };
}

/**
 * Where an entry stands in the list of a roster: to be decided, matched, decided against (everybody who came in question
 * was said not to be the one), or matched with nobody.
 */
export const ENTRY_HEADINGS = ['toDecide', 'matched', 'unmatched', 'against'] as const;
export type EntryHeading = (typeof ENTRY_HEADINGS)[number];

/** Under which heading an entry stands: each under one only. */
export function entryHeading(facts: EntryFacts): EntryHeading {
	const { state } = entryState(facts);
	if (state === 'proposed') return 'toDecide';
	if (state !== 'unmatched') return 'matched';
	return facts.refusedIds.length > 0 ? 'against' : 'unmatched';
}

/**
 * Whether a registered person may be proposed for an entry: the same name in the same village, and not two different
 * ID numbers.
 */
export function isCandidate(
	entry: EntryIdentity,
	person: { name: string; document: IdentityDocument; homeCode: string }
): boolean {
	if (lettersOf(entry.name).length === 0 || !isSameName(entry.name, person.name)) return false;
	if (!isWithin(person.homeCode, entry.areaCode)) return false;
	const numbers = [entry.document, person.document].map((of) => (of.kind === 'residentId' ? documentNumber(of) : null));
	return numbers[0] === null || numbers[1] === null || numbers[0] === numbers[1];
}
