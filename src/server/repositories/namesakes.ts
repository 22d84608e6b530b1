import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import { findPersons, type StoredPerson } from './people.ts';

/** People of one name in one village that are looked at, at the most. */
const MOST = 20;

/** For each of the names in its area, the people whose name may be that one; the caller compares. */
export async function findNamesakes(
	db: Pick<Tx, '$queryRaw' | 'person'>,
	keyring: Keyring,
	wanted: readonly { tokens: readonly string[]; areaCode: string }[]
): Promise<StoredPerson[][]> {
	const lists = keyring.tokenLists(wanted.map(({ tokens }) => tokens));
	const asked = wanted.map(({ areaCode }, at) => ({ at, areaCode, tokens: `{${lists[at]!.join()}}` }));
	const rows = await db.$queryRaw<{ at: number; id: string }[]>(Prisma.sql`
		SELECT w.at, f.id FROM json_to_recordset(${JSON.stringify(asked)}::json) AS w (at int, "areaCode" text, tokens text)
		CROSS JOIN LATERAL (
			SELECT p.id FROM person p WHERE w.tokens <> '{}' AND p.tokens @> w.tokens::bigint[]
				AND p.scope_codes @> ARRAY[w."areaCode"] LIMIT ${MOST}) AS f`);
	const persons = await findPersons(db, keyring, [...new Set(rows.map(({ id }) => id))]);
	const byId = new Map(persons.map((stored) => [stored.person.id, stored]));
	const found = wanted.map((): StoredPerson[] => []);
	for (const { at, id } of rows) {
		const stored = byId.get(id);
		if (stored) found[at]!.push(stored);
	}
	return found;
}
