import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import { isCandidate } from '#domain/rosters/match-entry.ts';
import type { App } from '../../app.ts';
import { findNamesakes } from '../../repositories/namesakes.ts';
import { findOpenEntries, updateCandidates } from '../../repositories/roster-entries.ts';

const AT_ONCE = 500;

/** What somebody of exactly this name can be found under. */
const tokensOfName = (name: string) => tokensOfPerson({ name, document: { kind: 'none', reason: '-' }, phone: '' });

/**
 * Looks for registered people of the same name and village for the entries of a roster, under an area, that are
 * nobody's yet. What it finds is only proposed.
 *
 * @returns how many entries have a proposal now
 */
export async function seekCandidates(
	{ db, keyring }: Pick<App, 'db' | 'keyring'>,
	rosterId: string,
	areaCode: string
): Promise<number> {
	let proposed = 0;
	for (let after: string | null = null; ;) {
		const entries = await findOpenEntries(db.prisma, keyring, { rosterId, areaCode, after, limit: AT_ONCE });
		if (entries.length === 0) return proposed;
		const namesakes = await findNamesakes(
			db.prisma,
			keyring,
			entries.map(({ secret, areaCode: home }) => ({ tokens: tokensOfName(secret.name), areaCode: home }))
		);
		const found = entries.map(({ id, secret, areaCode: home }, at) => ({
			entryId: id,
			candidateIds: namesakes[at]!.filter(({ person }) =>
				isCandidate({ ...secret, areaCode: home }, { ...person.secret, homeCode: person.homeCode })
			).map(({ person }) => person.id)
		}));
		await updateCandidates(db.prisma, found);
		proposed += found.filter(({ candidateIds }) => candidateIds.length > 0).length;
		after = entries.at(-1)!.id;
	}
}
