import { z } from 'zod';
import { can, hasVerb, type Actor } from '../access/can.ts';
import { AreaCode, CODE_DIGITS } from '../areas/area-code.ts';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { keysOfNumber } from './identity-document.ts';
import type { MaskedPerson } from './mask-person.ts';
import type { PersonSecret } from './person.ts';

/** Whom to look for: in words (see `readSearch`), by home or shelter area, or both. */
export const SearchPeopleInput = z
	.object({
		text: line(80).default(''),
		areaCode: AreaCode.optional(),
		limit: z.int().min(1).max(50).default(20)
	})
	.refine(({ text, areaCode }) => text !== '' || areaCode !== undefined, { path: ['text'] });
export type SearchPeopleInput = z.infer<typeof SearchPeopleInput>;

/** People found; `hasMore` when the limit cut them off. */
export interface PeopleFound {
	people: MaskedPerson[];
	hasMore: boolean;
}

/** Showing a person in full, with the reason that the audit trail keeps. */
export const UnmaskPersonInput = Command.extend({ personId: Id, reason: Reason });

/** A person in full, with the photo (a JPEG in base64) where there is one. */
export type UnmaskedPerson = PersonSecret & { id: string; photo: string | null };

/** The codes of an area and of those above it, down from the county: all under which it is seen. */
export function scopeOf(code: string): string[] {
	const digits = [CODE_DIGITS.county, CODE_DIGITS.township, CODE_DIGITS.village];
	return digits.filter((length) => length <= code.length).map((length) => code.slice(0, length));
}

/** The code that a person's scope must have for the actor to see them; null for who sees the whole county. */
export function scopeNeeded(actor: Pick<Actor, 'areaCode'>, countyCode: string): string | null {
	return countyCode.startsWith(actor.areaCode) ? null : actor.areaCode;
}

/** All codes that a person's scope must have to be found by the actor in an area; none for the whole county. */
export function scopesNeeded(actor: Pick<Actor, 'areaCode'>, countyCode: string, areaCode?: string): string[] {
	const needed = [actor.areaCode, areaCode ?? countyCode].filter((code) => !countyCode.startsWith(code));
	return [...new Set(needed)];
}

/** Whether an actor may see a person, by the codes of the person's scope. */
export function seesPerson(actor: Actor, scopeCodes: readonly string[], countyCode: string): boolean {
	const needed = scopeNeeded(actor, countyCode);
	return can(actor, 'person.read', { areas: [actor.areaCode] }) && (needed === null || scopeCodes.includes(needed));
}

/**
 * The exact documents that a search may mean, for the look-up beyond one's own area: who checks people in holds the
 * document in her hand, wherever its owner was registered. Empty for others and for what is no whole number.
 */
export function documentsOfQuery(actor: Pick<Actor, 'role'>, text: string, now: Date): string[] {
	if (!hasVerb(actor, 'stay.checkIn')) return [];
	return keysOfNumber(text, now);
}
