import type { Destination } from '#domain/stays/commands.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';
import { iso } from './counts.ts';

/** A stay with the names that tell it, wherever the places are. */
export interface StoredStay {
	id: string;
	pointId: string;
	placeName: string;
	areaCode: string;
	state: 'in' | 'sent' | 'out';
	from: string;
	to: string | null;
	destination: Destination | null;
	toPlaceName: string | null;
}

const placeName = (point: string) =>
	Prisma.raw(`(SELECT COALESCE(h.name, a.name, '') FROM count_point q LEFT JOIN shelter h ON h.id = q.shelter_id
		LEFT JOIN area a ON a.code = q.area_code WHERE q.id = ${point})`);

/** The stays of people, newest first; a name that was only the second one of somebody at the same moment is left out. */
export async function findStayHistory(
	db: Pick<Database['prisma'], '$queryRaw'>,
	personIds: readonly string[],
	onlyOpen = false
): Promise<Map<string, StoredStay[]>> {
	const rows = await db.$queryRaw<(StoredStay & { personId: string })[]>(Prisma.sql`
		SELECT s.id, s.person_id AS "personId", s.point_id AS "pointId", ${placeName('s.point_id')} AS "placeName",
			p.area_code AS "areaCode", s.state, ${Prisma.raw(iso('s.in_observed_at'))} AS "from",
			${Prisma.raw(iso('s.out_observed_at'))} AS "to", s.destination,
			CASE WHEN s.to_point_id IS NOT NULL THEN ${placeName('s.to_point_id')} END AS "toPlaceName"
		FROM stay s JOIN count_point p ON p.id = s.point_id
		WHERE s.person_id = ANY (${[...personIds]}::uuid[])
			${onlyOpen ? Prisma.sql`AND s.state = 'in'` : Prisma.empty}
			AND NOT (s.state = 'out' AND s.destination IS NULL AND s.out_observed_at = s.in_observed_at)
		ORDER BY s.in_observed_at DESC, s.id DESC`);
	const byPerson = new Map<string, StoredStay[]>();
	for (const { personId, ...stay } of rows) byPerson.set(personId, [...(byPerson.get(personId) ?? []), stay]);
	return byPerson;
}
