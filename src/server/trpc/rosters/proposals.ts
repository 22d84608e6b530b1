import { documentNumber } from '#domain/people/identity-document.ts';
import { maskDocumentNumber, maskName, maskPerson } from '#domain/people/mask-person.ts';
import { entryState } from '#domain/rosters/match-entry.ts';
import { FindEntriesInput, type EntriesFound, type EntryView } from '#domain/rosters/roster.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { isSameName } from '#domain/stays/take-household.ts';
import { findPersons, type StoredPerson } from '../../repositories/people.ts';
import { findEntries, type StoredEntry } from '../../repositories/roster-entries.ts';
import { findRosters } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';

/** Entries of a roster in the actor's area, by how they stand, masked: with whose they are, or whose they may be. */
export const proposals = procedure('roster.read')
	.input(FindEntriesInput)
	.query(async ({ ctx, input }): Promise<EntriesFound> => {
		const { db, keyring } = ctx.app;
		const [roster] = await findRosters(db.prisma, ctx.actor, { rosterId: input.rosterId, withReplaced: true });
		if (!roster) throw new ProblemError('notFound');
		const found = await findEntries(db.prisma, keyring, { ...input, areaCode: ctx.actor.areaCode });
		const entries = found.slice(0, input.limit);
		const ids = entries.flatMap(({ facts }) => [entryState(facts).personId ?? facts.candidateIds]).flat();
		const stored = await findPersons(db.prisma, keyring, [...new Set(ids)]);
		const people = new Map(stored.map((of) => [of.person.id, of]));
		return {
			entries: entries.map((entry) => viewOf(entry, people, ctx.command.now)),
			next: found.length > input.limit ? (entries.at(-1)?.id ?? null) : null
		};
	});

function viewOf(entry: StoredEntry, people: ReadonlyMap<string, StoredPerson>, now: Date): EntryView {
	const { id, rosterId, kind, areaCode, row, version, secret, facts } = entry;
	const { state, personId } = entryState(facts);
	const owner = personId === null ? undefined : people.get(personId);
	const open = state === 'proposed' ? facts.candidateIds.filter((of) => !facts.refusedIds.includes(of)) : [];
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
		candidates: open.flatMap((of) => {
			const candidate = people.get(of);
			return candidate ? [maskPerson(candidate.person, now)] : [];
		})
	};
}
