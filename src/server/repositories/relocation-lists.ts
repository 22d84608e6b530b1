import type { Actor } from '#domain/access/can.ts';
import type { CountPointKind } from '#domain/counts/count-point.ts';
import type { VillageProgress } from '#domain/relocation/relocation.ts';
import type { RelocationState } from '#domain/relocation/relocation-state.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';

/* Relocation lists. Locks: the event, then lists by area, then households of lists by id. */

/** A list as it is addressed and told of. */
export interface StoredList {
	id: string;
	eventId: string;
	areaCode: string;
	version: number;
}

const LIST = Prisma.raw('l.id, l.event_id AS "eventId", l.area_code AS "areaCode", l.version');

/** Households with somebody in them under an area (a range of codes, for the index) that are on no list of the event. */
const UNLISTED = (eventId: string, areaCode: string) => Prisma.sql`
	SELECT h.id, h.home_code FROM household h
	WHERE h.home_code >= ${areaCode} AND h.home_code < ${`${areaCode}z`} AND length(h.home_code) >= 9
		AND EXISTS (SELECT FROM person m WHERE m.household_id = h.id AND m.merged_into_id IS NULL)
		AND NOT EXISTS (SELECT FROM relocation_household r JOIN relocation_list l ON l.id = r.list_id
			WHERE r.household_id = h.id AND l.event_id = ${eventId}::uuid)`;

/** The registered households under an area that are on no list of the event, with where they live. */
export function findUnlisted(
	tx: Pick<Tx, '$queryRaw'>,
	eventId: string,
	areaCode: string
): Promise<{ id: string; homeCode: string }[]> {
	return tx.$queryRaw(Prisma.sql`
		SELECT u.id, u.home_code AS "homeCode" FROM (${UNLISTED(eventId, areaCode)}) AS u ORDER BY u.home_code, u.id`);
}

/** How many registered households of one village are not on its list. */
export async function countUnlisted(db: Pick<Tx, '$queryRaw'>, eventId: string, areaCode: string): Promise<number> {
	const [row] = await db.$queryRaw<[{ n: number }]>(Prisma.sql`
		SELECT count(*)::int AS n FROM (${UNLISTED(eventId, areaCode)}) AS u WHERE u.home_code = ${areaCode}`);
	return row.n;
}

/** Puts households on the lists of where they live; a list that is not there is made. Gives the lists. */
export async function writeOnLists(
	tx: Tx,
	eventId: string,
	households: readonly { id: string; homeCode: string }[],
	by: Pick<Actor, 'accountId' | 'name'>,
	at: Date
): Promise<StoredList[]> {
	const codes = [...new Set(households.map(({ homeCode }) => homeCode))].sort();
	await tx.relocationList.createMany({
		data: codes.map((areaCode) => ({
			id: newId(),
			eventId,
			areaCode,
			townshipCode: areaCode.slice(0, 9),
			madeAt: at,
			madeBy: by.accountId,
			madeByName: by.name,
			version: 0
		})),
		skipDuplicates: true
	});
	const lists: StoredList[] = [];
	for (const code of codes) {
		const [list] = await tx.$queryRaw<StoredList[]>(Prisma.sql`
			UPDATE relocation_list l SET version = version + 1
			WHERE event_id = ${eventId}::uuid AND area_code = ${code} RETURNING ${LIST}`);
		lists.push(list!);
	}
	const listOf = new Map(lists.map(({ id, areaCode }) => [areaCode, id]));
	const rows = households.map(({ id, homeCode }) => ({ id: newId(), list: listOf.get(homeCode), household: id }));
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO relocation_household (id, list_id, household_id, added_at)
		SELECT n.id, n.list, n.household, ${at}
		FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n (id uuid, list uuid, household uuid)
		ON CONFLICT (list_id, household_id) DO NOTHING`);
	return lists;
}

/** The list of a village for an event; null where none was made. */
export function findList(db: Pick<Tx, 'relocationList'>, eventId: string, areaCode: string) {
	return db.relocationList.findUnique({ where: { eventId_areaCode: { eventId, areaCode } } });
}

/** Locks the lists that hold these households, in order, and marks them changed. */
export async function touchLists(tx: Tx, relocationIds: readonly string[]): Promise<StoredList[]> {
	await tx.$queryRaw(Prisma.sql`
		SELECT FROM relocation_list l WHERE l.id IN (
			SELECT list_id FROM relocation_household WHERE id = ANY (${[...relocationIds]}::uuid[]))
		ORDER BY l.area_code, l.id FOR NO KEY UPDATE`);
	return tx.$queryRaw<StoredList[]>(Prisma.sql`
		UPDATE relocation_list l SET version = version + 1 WHERE l.id IN (
			SELECT list_id FROM relocation_household WHERE id = ANY (${[...relocationIds]}::uuid[]))
		RETURNING ${LIST}`);
}

interface ProgressRow {
	areaCode: string;
	hasList: boolean;
	households: number;
	people: number;
	peopleGone: number;
	gone: number;
	disputed: number;
	refused: number;
	notHome: number;
	todo: number;
	unlisted: number;
	lastTickAt: Date | null;
}

/** The villages under an area with registered households, and how far each is for an event. As `progressOf`. */
export async function findVillages(
	db: Pick<Tx, '$queryRaw'>,
	eventId: string,
	areaCode: string
): Promise<VillageProgress[]> {
	const gone: RelocationState[] = ['left', 'arrived'];
	const rows = await db.$queryRaw<ProgressRow[]>(Prisma.sql`
		WITH household_of AS (
			SELECT l.area_code, r.id, r.state, cardinality(r.standing_ids) > 1 AS disputed, r.state_observed_at AS at,
				count(m.id) AS members,
				count(m.id) FILTER (WHERE EXISTS (SELECT FROM stay s WHERE s.person_id = m.id AND s.state IN ('in', 'sent')))
					AS away
			FROM relocation_list l LEFT JOIN relocation_household r ON r.list_id = l.id AND r.removed_at IS NULL
				LEFT JOIN person m ON m.household_id = r.household_id AND m.merged_into_id IS NULL
			WHERE l.event_id = ${eventId}::uuid AND starts_with(l.area_code, ${areaCode})
			GROUP BY l.area_code, r.id),
		counted AS (
			SELECT *, CASE WHEN members > 0 AND away >= members THEN 'gone' WHEN disputed THEN 'disputed'
				WHEN state = ANY (${gone}::text[]) THEN 'gone' ELSE state END AS kind FROM household_of),
		listed AS (
			SELECT area_code, count(id)::int AS households, sum(members)::int AS people,
				sum(CASE WHEN kind = 'gone' THEN members ELSE away END)::int AS people_gone,
				count(*) FILTER (WHERE kind = 'gone')::int AS gone, count(*) FILTER (WHERE kind = 'disputed')::int AS disputed,
				count(*) FILTER (WHERE kind = 'refused')::int AS refused, count(*) FILTER (WHERE kind = 'notHome')::int AS not_home,
				count(*) FILTER (WHERE kind = 'todo')::int AS todo, max(at) AS last_tick_at
			FROM counted GROUP BY area_code),
		unlisted AS (SELECT u.home_code AS area_code, count(*)::int AS n FROM (${UNLISTED(eventId, areaCode)}) AS u GROUP BY 1)
		SELECT COALESCE(l.area_code, u.area_code) AS "areaCode", l.area_code IS NOT NULL AS "hasList", l.households, l.people,
			l.people_gone AS "peopleGone", l.gone, l.disputed, l.refused, l.not_home AS "notHome", l.todo,
			COALESCE(u.n, 0) AS unlisted, l.last_tick_at AS "lastTickAt"
		FROM listed l FULL JOIN unlisted u ON u.area_code = l.area_code
		LEFT JOIN area a ON a.code = COALESCE(l.area_code, u.area_code)
		ORDER BY left(COALESCE(l.area_code, u.area_code), 9), a.sort_order, 1`);
	return rows.map((row) => {
		const { gone: left, disputed, refused, notHome, todo, households, people, peopleGone } = row;
		const kinds = { gone: left, disputed, refused, notHome, todo };
		return {
			areaCode: row.areaCode,
			progress: row.hasList ? { households, people, peopleGone, kinds } : null,
			unlisted: row.unlisted,
			lastTickAt: row.lastTickAt?.toISOString() ?? null
		};
	});
}

/** Where the people of households are who are not at home: the place that has them in, or is to get them. */
export async function findPlacesOf(
	db: Pick<Tx, '$queryRaw'>,
	personIds: readonly string[]
): Promise<Map<string, { kind: CountPointKind; name: string }>> {
	const rows = await db.$queryRaw<{ id: string; kind: CountPointKind; name: string }[]>(Prisma.sql`
		SELECT s.person_id AS id, p.kind, COALESCE(h.name, a.name, '') AS name FROM stay s
			JOIN count_point p ON p.id = CASE WHEN s.state = 'sent' THEN COALESCE(s.to_point_id, s.point_id) ELSE s.point_id END
			LEFT JOIN shelter h ON h.id = p.shelter_id LEFT JOIN area a ON a.code = p.area_code
		WHERE s.state IN ('in', 'sent') AND s.person_id = ANY (${[...personIds]}::uuid[])`);
	return new Map(rows.map(({ id, kind, name }) => [id, { kind, name }]));
}
