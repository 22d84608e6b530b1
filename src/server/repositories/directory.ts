import type { CountPointView } from '#domain/counts/count-point.ts';
import type { DirectoryDestination } from '#domain/stays/directory.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database, Tx } from '../db/database.ts';

/* What a shelter's tablet may keep of people. */

/** The households of a directory: their ids, the nearest first, and what grows old when any of them changes. */
export interface ChosenHouseholds {
	householdIds: string[];
	version: string;
}

/**
 * The households of those who are, were or are expected at a place, then those of its township, the nearest villages
 * first, until there are `most` people.
 */
export async function chooseHouseholds(
	db: Database,
	point: Pick<CountPointView, 'id' | 'townshipCode'>,
	most: number
): Promise<ChosenHouseholds> {
	const [row] = await db.prisma.$queryRaw<[ChosenHouseholds]>(Prisma.sql`
		WITH place AS (
			SELECT COALESCE(s.lng, a.lng) AS lng, COALESCE(s.lat, a.lat) AS lat FROM count_point p
				LEFT JOIN shelter s ON s.id = p.shelter_id LEFT JOIN area a ON a.code = p.area_code WHERE p.id = ${point.id}::uuid),
		own AS (
			SELECT DISTINCT m.household_id AS id FROM stay s JOIN person m ON m.id = s.person_id
			WHERE s.point_id = ${point.id}::uuid OR (s.to_point_id = ${point.id}::uuid AND s.state = 'sent')),
		near AS (
			SELECT h.id, h.home_code, h.version, CASE WHEN h.id IN (SELECT id FROM own) THEN -1
				ELSE COALESCE(abs(a.lng - place.lng) * 0.89 + abs(a.lat - place.lat), 1000) END AS distance
			FROM household h CROSS JOIN place LEFT JOIN area a ON a.code = h.home_code AND a.level = 'village'
			WHERE h.home_code LIKE ${`${point.townshipCode}%`} OR h.id IN (SELECT id FROM own)),
		sized AS (
			SELECT n.id, n.distance, n.home_code, count(*) AS members, sum(m.version) + n.version AS version
			FROM near n JOIN person m ON m.household_id = n.id GROUP BY n.id, n.distance, n.home_code, n.version),
		taken AS (
			SELECT id, version, row_number() OVER w AS place, sum(members) OVER w AS people FROM sized
			WINDOW w AS (ORDER BY distance, home_code, id))
		SELECT COALESCE(array_agg(id::text ORDER BY place), '{}') AS "householdIds",
			md5(COALESCE(string_agg(id || ':' || version, ',' ORDER BY place), '')) AS version
		FROM taken WHERE people <= ${most}::int`);
	return row;
}

/** Which of the people of some households another place has in. */
export async function findElsewhere(db: Database, pointId: string, householdIds: readonly string[]): Promise<string[]> {
	const rows = await db.prisma.$queryRaw<{ id: string }[]>(Prisma.sql`
		SELECT s.person_id AS id FROM stay s JOIN person m ON m.id = s.person_id
		WHERE s.state = 'in' AND s.point_id <> ${pointId}::uuid AND m.household_id = ANY (${[...householdIds]}::uuid[])`);
	return rows.map(({ id }) => id);
}

/** The open shelters of an event, but for one, by township and name. */
export async function findDestinations(
	db: Pick<Tx, '$queryRaw'>,
	{ eventId, id = null }: Pick<CountPointView, 'eventId'> & { id?: string | null }
): Promise<DirectoryDestination[]> {
	return db.$queryRaw<DirectoryDestination[]>(Prisma.sql`
		SELECT p.id AS "pointId", s.name, COALESCE(a.name, '') AS township, p.capacity - p.people AS free
		FROM count_point p JOIN shelter s ON s.id = p.shelter_id LEFT JOIN area a ON a.code = p.township_code
		WHERE p.event_id = ${eventId}::uuid AND p.closed_at IS NULL AND p.id IS DISTINCT FROM ${id}::uuid
		ORDER BY a.sort_order, s.name, p.id`);
}

/** The names of places and of their townships by id, whatever their area: where somebody was sent from. */
export async function findPlaceNames(
	db: Database,
	pointIds: readonly string[]
): Promise<Map<string, { name: string; township: string }>> {
	const rows = await db.prisma.$queryRaw<{ id: string; name: string; township: string }[]>(Prisma.sql`
		SELECT p.id, COALESCE(s.name, a.name, '') AS name, COALESCE(t.name, '') AS township
		FROM count_point p LEFT JOIN shelter s ON s.id = p.shelter_id LEFT JOIN area a ON a.code = p.area_code
			LEFT JOIN area t ON t.code = p.township_code WHERE p.id = ANY (${[...pointIds]}::uuid[])`);
	return new Map(rows.map(({ id, name, township }) => [id, { name, township }]));
}
