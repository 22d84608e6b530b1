import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { entryState, type EntryFacts } from './match-entry.ts';

/** What a person's word changes of an entry. */
export interface EntryDecision {
	decidedId: string | null;
	refusedIds: string[];
}

/**
 * A person's word, with the person that it is about; `registerNew` brings the one just registered. `takeBack` takes back
 * whose the entry was said to be, or with a person that this one was said not to be it.
 */
export interface Verdict {
	verdict: 'match' | 'notTheSame' | 'registerNew' | 'takeBack';
	personId: string | null;
}

/**
 * Takes a person's word on an entry.
 *
 * @returns what changes, or `entryHasOwner` where the document says whose it is (which no word changes), or
 *   `nothingToChange`
 */
export function decideEntry(facts: EntryFacts, { verdict, personId }: Verdict): Result<EntryDecision> {
	if (entryState(facts).state === 'byDocument') return refuse(problem('entryHasOwner'));
	const refused = facts.refusedIds.filter((id) => id !== personId);
	if (verdict === 'takeBack') {
		const isSaid = personId === null ? facts.decidedId !== null : facts.refusedIds.includes(personId);
		if (!isSaid) return refuse(problem('nothingToChange'));
		return ok({ decidedId: personId === null ? null : facts.decidedId, refusedIds: refused });
	}
	if (personId === null) return refuse(problem('notFound'));
	if (verdict === 'notTheSame')
		return facts.refusedIds.includes(personId)
			? refuse(problem('nothingToChange'))
			: ok({
					decidedId: facts.decidedId === personId ? null : facts.decidedId,
					refusedIds: [...refused, personId]
				});
	return facts.decidedId === personId
		? refuse(problem('nothingToChange'))
		: ok({ decidedId: personId, refusedIds: refused });
}
