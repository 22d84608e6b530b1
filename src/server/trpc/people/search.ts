import { documentsOfQuery, scopesNeeded, SearchPeopleInput, type PeopleFound } from '#domain/people/find-people.ts';
import { maskPerson } from '#domain/people/mask-person.ts';
import { NOTHING_SAID, readSearch } from '#domain/people/search-tokens.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { findByDocuments, searchPeople, type StoredPerson } from '../../repositories/people.ts';
import { procedure } from '../trpc.ts';

/**
 * People by name, pinyin initials, number or its tail, and area, masked, within the actor's area; a whole document
 * number finds its owner in the whole county for those who check people in. A mutation, though nothing changes: what
 * is looked for must not stand in an address.
 */
export const search = procedure('person.read')
	.input(SearchPeopleInput)
	.mutation(async ({ ctx, input }): Promise<PeopleFound> => {
		const { db, keyring, countyCode } = ctx.app;
		const { now } = ctx.command;
		const search = input.text === '' ? NOTHING_SAID : readSearch(input.text);
		if (!search) throw new ProblemError('searchTooShort');
		const scopeCodes = scopesNeeded(ctx.actor, countyCode, input.areaCode);
		const { text, limit } = input;
		const [within, exact] = await Promise.all([
			searchPeople(db, keyring, { search, scopeCodes, limit: limit + 1 }),
			findByDocuments(db.prisma, keyring, documentsOfQuery(ctx.actor, text, now))
		]);
		const found = new Map<string, StoredPerson>([...exact, ...within].map((stored) => [stored.person.id, stored]));
		const people = [...found.values()].map(({ person }) => maskPerson(person, now));
		return { people: people.slice(0, limit), hasMore: people.length > limit };
	});
