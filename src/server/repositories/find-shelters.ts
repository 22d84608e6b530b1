import type { Actor } from '#domain/access/can.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import type { FindSheltersInput, ShelterListItem } from '#domain/shelters/find-shelters.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';
import { POINT_JSON } from './counts.ts';
import { shelterView } from './shelters.ts';

/** A page of the registry, by township and name, and how many fit in all. */
export interface ShelterPage {
	items: ShelterListItem[];
	total: number;
	next: FindSheltersInput['after'] | null;
}

/** Shelters in the actor's area that fit all that is asked. */
export async function findShelters(db: Database, actor: Actor, input: FindSheltersInput): Promise<ShelterPage> {
	const { eventId } = input;
	const ofEvent = eventId ? Prisma.sql`p.event_id = ${eventId}::uuid` : Prisma.sql`p.closed_at IS NULL`;
	const from = Prisma.sql`FROM shelter s
		LEFT JOIN count_point p ON p.shelter_id = s.id AND p.kind = 'shelter' AND ${ofEvent}
		WHERE ${Prisma.join(conditions(actor, input), ' AND ')}`;
	const { after, limit } = input;
	const beyond = after
		? Prisma.sql`AND (s.township_code, s.name, s.id) > (${after.townshipCode}, ${after.name}, ${after.id}::uuid)`
		: Prisma.empty;
	const [found, counted] = await Promise.all([
		db.prisma.$queryRaw<{ id: string; point: CountPointView | null }[]>(Prisma.sql`
			SELECT s.id, CASE WHEN p.id IS NOT NULL THEN ${Prisma.raw(POINT_JSON)} END AS point
			${from} ${beyond} ORDER BY s.township_code, s.name, s.id LIMIT ${limit}`),
		db.prisma.$queryRaw<{ total: number }[]>(Prisma.sql`SELECT count(*)::int AS total ${from}`)
	]);
	const rows = await db.prisma.shelter.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
	const byId = new Map(rows.map((row) => [row.id, row]));
	const items = found.flatMap(({ id, point }) => {
		const row = byId.get(id);
		return row ? [{ shelter: shelterView(row), point }] : [];
	});
	const last = items.at(-1)?.shelter;
	const hasMore = found.length === limit && last !== undefined;
	return {
		items,
		total: counted[0]?.total ?? 0,
		next: hasMore ? { townshipCode: last.townshipCode, name: last.name, id: last.id } : null
	};
}

function conditions(actor: Actor, input: FindSheltersInput): Prisma.Sql[] {
	const { text, kinds, areaCode, services, state, eventId } = input;
	const found = [Prisma.sql`s.area_code LIKE ${actor.areaCode} || '%'`];
	if (areaCode) found.push(Prisma.sql`s.area_code LIKE ${areaCode} || '%'`);
	if (text) {
		const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
		found.push(Prisma.sql`(s.name ILIKE ${pattern} OR s.address ILIKE ${pattern})`);
	}
	if (kinds.length > 0) found.push(Prisma.sql`s.kind = ANY (${kinds}::text[])`);
	if (services.length > 0) found.push(Prisma.sql`s.services @> ${services}::text[]`);
	if (eventId) found.push(Prisma.sql`p.id IS NOT NULL`);
	if (state === 'retired') found.push(Prisma.sql`s.retired_at IS NOT NULL`);
	else if (state !== 'all') found.push(Prisma.sql`s.retired_at IS NULL`);
	if (state === 'open') found.push(Prisma.sql`p.id IS NOT NULL AND p.closed_at IS NULL`);
	if (state === 'notOpen') found.push(Prisma.sql`(p.id IS NULL OR p.closed_at IS NOT NULL)`);
	return found;
}
