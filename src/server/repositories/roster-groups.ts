import { inOrder, type Group } from '#domain/rosters/groups.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/**
 * The vulnerable groups of people, by the rosters that stand: through their document, or through a person's decision.
 * People in none are left out.
 */
export async function findGroups(
	db: Pick<Tx, '$queryRaw'>,
	personIds: readonly string[]
): Promise<Map<string, Group[]>> {
	if (personIds.length === 0) return new Map();
	const rows = await db.$queryRaw<{ id: string; kinds: string[] }[]>(Prisma.sql`
		SELECT id, array_agg(kind) AS kinds FROM (
			SELECT p.id, e.kind FROM person p JOIN roster_entry e ON e.document_index = p.document_index AND e.is_standing
			WHERE p.id = ANY (${[...personIds]}::uuid[])
			UNION
			SELECT e.person_id, e.kind FROM roster_entry e
			WHERE e.is_standing AND e.person_id = ANY (${[...personIds]}::uuid[])) AS of
		GROUP BY id`);
	return new Map(rows.map(({ id, kinds }) => [id, inOrder(kinds)]));
}
