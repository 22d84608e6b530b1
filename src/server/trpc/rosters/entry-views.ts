import { documentNumber } from '#domain/people/identity-document.ts';
import { maskDocumentNumber, maskName, maskPerson } from '#domain/people/mask-person.ts';
import { entryState } from '#domain/rosters/match-entry.ts';
import type { EntryView } from '#domain/rosters/roster.ts';
import { isSameName } from '#domain/stays/take-household.ts';
import type { App } from '../../app.ts';
import { findPersons, type StoredPerson } from '../../repositories/people.ts';
import type { StoredEntry } from '../../repositories/roster-entries.ts';

/** Entries as they are shown, masked: with whose they are, whose they may be, and whose they are not. */
export async function entryViews(
	{ db, keyring }: Pick<App, 'db' | 'keyring'>,
	entries: readonly StoredEntry[],
	now: Date
): Promise<EntryView[]> {
	const ids = entries.flatMap(({ facts }) => [
		...[entryState(facts).personId ?? facts.candidateIds].flat(),
		...facts.refusedIds
	]);
	const stored = await findPersons(db.prisma, keyring, [...new Set(ids)]);
	const people = new Map(stored.map((of) => [of.person.id, of]));
	return entries.map((entry) => viewOf(entry, people, now));
}

function viewOf(entry: StoredEntry, people: ReadonlyMap<string, StoredPerson>, now: Date): EntryView {
	const { id, rosterId, kind, areaCode, row, version, secret, facts, decidedAt, decidedByName } = entry;
	const { state, personId } = entryState(facts);
	const owner = personId === null ? undefined : people.get(personId);
	const open = state === 'proposed' ? facts.candidateIds.filter((of) => !facts.refusedIds.includes(of)) : [];
	const masked = (ids: readonly string[]) =>
		ids.flatMap((of) => {
			const found = people.get(of);
			return found ? [maskPerson(found.person, now)] : [];
		});
	return {
		id,
		rosterId,
		kind,
		areaCode,
		row,
		version,
		name: maskName(secret.name),
		documentNumber: maskDocumentNumber(documentNumber(secret.document) ?? ''),
		level: secret.level,
		note: secret.note,
		state,
		person: owner ? maskPerson(owner.person, now) : null,
		namesDiffer: owner !== undefined && !isSameName(owner.person.secret.name, secret.name),
		candidates: masked(open),
		refused: masked(facts.refusedIds),
		decided: decidedAt && { byName: decidedByName ?? '', at: decidedAt.toISOString() }
	};
}
