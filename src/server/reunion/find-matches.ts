import { documentKey } from '#domain/people/identity-document.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import type { Match } from '#domain/reunion/answer.ts';
import type { Sought } from '#domain/reunion/ask.ts';
import { isDescribed } from '#domain/reunion/describe.ts';
import { whereaboutsOf } from '#domain/reunion/whereabouts.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import { findNamesakes } from '../repositories/namesakes.ts';
import { findByDocuments, type StoredPerson } from '../repositories/people.ts';
import { findAgreed, findUnsettled } from '../repositories/reunion-requests.ts';
import { findStayHistory } from '../repositories/stay-history.ts';

type Db = Pick<Tx, 'person' | 'stayConflict' | 'reunionRequest' | '$queryRaw'>;

/** The people a question means exactly, anywhere in the county, with where they are and whether this asker may know. */
export async function findMatches(db: Db, keyring: Keyring, sought: Sought, askerIndex: Buffer): Promise<Match[]> {
	const people = (await findSought(db, keyring, sought)).map(({ person }) => person);
	const ids = people.map(({ id }) => id);
	const [agreed, unsettled, stays] = await Promise.all([
		findAgreed(db, askerIndex, ids),
		findUnsettled(db, ids),
		findStayHistory(db, ids)
	]);
	return people.map(({ id, mayBeFound }) => ({
		personId: id,
		mayBeFound,
		hasAgreed: agreed.has(id),
		where: whereaboutsOf(stays.get(id) ?? [], unsettled.has(id))
	}));
}

async function findSought(db: Db, keyring: Keyring, sought: Sought): Promise<StoredPerson[]> {
	if (sought.by === 'document') {
		const key = documentKey(sought.document);
		return key === null ? [] : findByDocuments(db, keyring, [key]);
	}
	const described = { name: sought.name, document: { kind: 'none' as const, reason: '' }, phone: '' };
	const wanted = [{ tokens: tokensOfPerson(described), areaCode: sought.homeCode }];
	const [namesakes = []] = await findNamesakes(db, keyring, wanted);
	return namesakes.filter(({ person }) => isDescribed(person, sought));
}
