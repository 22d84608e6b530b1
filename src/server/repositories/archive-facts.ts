import type { EventFacts, HouseholdFacts } from '#domain/archive/due.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { iso } from './counts.ts';

/* What decides whether the people of a household are anonymised (see the rules in `domain/archive/due`). */

type Db = Pick<Tx, '$queryRaw'>;

/** The last hold that was put on an event. */
export const HELD_UNTIL = Prisma.raw(
	`(SELECT h.until::text FROM archive_hold h WHERE h.event_id = e.id ORDER BY h.at DESC, h.id DESC LIMIT 1)`
);

/** When an event was last exported. */
export const EXPORTED_AT = Prisma.raw(iso('(SELECT max(x.at) FROM archive_export x WHERE x.event_id = e.id)'));

/** The next households, by id, of whom somebody not anonymised was in an event closed and exported by then. */
export async function findCandidates(
	db: Db,
	{ after, closedBy, limit }: { after: string; closedBy: Date; limit: number }
): Promise<string[]> {
	const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
		WITH closed AS (
			SELECT e.id FROM event e WHERE e.closed_at <= ${closedBy}
				AND EXISTS (SELECT FROM archive_export x WHERE x.event_id = e.id AND x.at >= e.closed_at)),
		concerned AS (
			SELECT p.household_id AS id FROM closed e JOIN count_point c ON c.event_id = e.id
				JOIN stay s ON s.point_id = c.id JOIN person p ON p.id = s.person_id
				WHERE p.anonymised_at IS NULL AND p.household_id > ${after}::uuid
			UNION
			SELECT p.household_id FROM closed e JOIN relocation_list l ON l.event_id = e.id
				JOIN relocation_household r ON r.list_id = l.id JOIN person p ON p.household_id = r.household_id
				WHERE p.anonymised_at IS NULL AND p.merged_into_id IS NULL AND p.household_id > ${after}::uuid)
		SELECT id FROM concerned ORDER BY id LIMIT ${limit}`);
	return rows.map(({ id }) => id);
}

/** The households that were in an event, by id, as `findCandidates` finds them; also those anonymised. */
export async function findHouseholdsOfEvent(db: Db, eventId: string): Promise<string[]> {
	const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
		SELECT p.household_id AS id FROM count_point c JOIN stay s ON s.point_id = c.id JOIN person p ON p.id = s.person_id
			WHERE c.event_id = ${eventId}::uuid
		UNION
		SELECT r.household_id FROM relocation_list l JOIN relocation_household r ON r.list_id = l.id
			WHERE l.event_id = ${eventId}::uuid
		ORDER BY 1`);
	return rows.map(({ id }) => id);
}

/** A household with what decides over it, and how many people are in it. */
export interface FoundHousehold extends HouseholdFacts {
	householdId: string;
	/** Whose records did not go into another's. */
	persons: number;
	anonymised: number;
}

/** What decides over households; a record that went into another belongs to the household of that one. */
export async function findHouseholdFacts(db: Db, householdIds: readonly string[]): Promise<FoundHousehold[]> {
	return db.$queryRaw<(Omit<FoundHousehold, 'events'> & { events: EventFacts[] })[]>(Prisma.sql`
		WITH asked AS MATERIALIZED (SELECT unnest(${[...householdIds]}::uuid[]) AS household_id),
		member AS MATERIALIZED (SELECT p.household_id, p.id, p.document_index, p.anonymised_at FROM person p JOIN asked USING (household_id)
			WHERE p.merged_into_id IS NULL),
		record AS MATERIALIZED (SELECT household_id, id FROM member
			UNION ALL SELECT m.household_id, p.id FROM member m JOIN person p ON p.merged_into_id = m.id),
		event_of AS (
			SELECT r.household_id, c.event_id FROM record r JOIN stay s ON s.person_id = r.id
				JOIN count_point c ON c.id = s.point_id
			UNION SELECT r.household_id, c.event_id FROM record r JOIN stay_step t ON t.person_id = r.id
				JOIN count_point c ON c.id = t.point_id
			UNION SELECT a.household_id, l.event_id FROM asked a JOIN relocation_household h USING (household_id)
				JOIN relocation_list l ON l.id = h.list_id),
		event_facts AS MATERIALIZED (
			SELECT e.id AS event_id, json_build_object('closedAt', ${Prisma.raw(iso('e.closed_at'))},
				'exportedAt', ${EXPORTED_AT}, 'heldUntil', ${HELD_UNTIL}) AS facts FROM event e),
		events AS (
			SELECT household_id, json_agg(facts) AS list FROM event_of JOIN event_facts USING (event_id) GROUP BY household_id),
		held AS (
			SELECT DISTINCT ON (household_id) household_id, until::text FROM archive_hold JOIN asked USING (household_id)
			ORDER BY household_id, at DESC, id DESC),
		staying AS (
			SELECT r.household_id FROM record r JOIN stay s ON s.person_id = r.id WHERE s.state IN ('in', 'sent')
			UNION SELECT r.household_id FROM record r JOIN stay_conflict f ON f.person_id = r.id WHERE f.settled_at IS NULL),
		waiting AS MATERIALIZED (SELECT person_id, sought_index FROM reunion_request WHERE answer = 'kept'
			AND (outcome IS NULL OR (replied_at IS NULL AND outcome <> 'declined'))),
		asked_for AS (
			SELECT m.household_id FROM waiting w JOIN member m ON w.person_id = m.id
			UNION SELECT m.household_id FROM waiting w JOIN member m ON w.sought_index = m.document_index
				WHERE w.person_id IS NULL),
		number AS (
			SELECT household_id, count(*)::int AS persons, count(anonymised_at)::int AS anonymised FROM member
			GROUP BY household_id)
		SELECT household_id AS "householdId", COALESCE(v.list, '[]') AS events, h.until AS "heldUntil",
			s.household_id IS NOT NULL AS "hasOpenStay", q.household_id IS NOT NULL AS "hasOpenQuestion",
			COALESCE(n.persons, 0) AS persons, COALESCE(n.anonymised, 0) AS anonymised
		FROM asked LEFT JOIN events v USING (household_id) LEFT JOIN held h USING (household_id)
			LEFT JOIN staying s USING (household_id) LEFT JOIN asked_for q USING (household_id)
			LEFT JOIN number n USING (household_id)`);
}
