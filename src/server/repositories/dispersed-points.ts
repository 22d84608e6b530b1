import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';
import { POINT_JSON } from './counts.ts';
import { applyTotals } from './township-totals.ts';

/*
 * The people of an event who are with relatives or rent (分散安置) are counted by village: each village under the
 * event's areas has a count point for them while the event is open.
 */

const pointJson = Prisma.raw(POINT_JSON);

/** What changing an event's areas did to its villages. */
export interface VillageChanges {
	included: CountPointView[];
	excluded: CountPointView[];
	/** Villages now outside that keep their point, because people were counted there. */
	keptAreaCodes: string[];
}

/**
 * Brings the dispersed points in line with the event's areas: opens what is missing under them, closes what lies
 * outside and has no count. The event is locked by the caller.
 */
export async function alignVillages(tx: Tx, event: EventView, now: Date): Promise<VillageChanges> {
	const included = await includeVillages(tx, event, now);
	const excluded = await excludeVillages(tx, event, now);
	const kept = await tx.$queryRaw<{ areaCode: string }[]>(Prisma.sql`
		SELECT area_code AS "areaCode" FROM count_point
		WHERE event_id = ${event.id}::uuid AND kind = 'dispersed' AND closed_at IS NULL AND NOT ${liesInEvent(event)}
		ORDER BY area_code`);
	const townships = new Set(included.map((point) => point.townshipCode));
	await applyTotals(
		tx,
		[...townships].map((townshipCode) => ({ eventId: event.id, townshipCode }))
	);
	return { included, excluded, keptAreaCodes: kept.map(({ areaCode }) => areaCode) };
}

/** Villages, and townships that have none, under the event's areas. */
async function includeVillages(tx: Tx, event: EventView, now: Date): Promise<CountPointView[]> {
	const places = await tx.$queryRaw<{ code: string }[]>(Prisma.sql`
		SELECT a.code FROM area a
		WHERE EXISTS (SELECT 1 FROM unnest(${event.areaCodes}::text[]) AS c WHERE a.code LIKE c || '%')
			AND (a.level = 'village' OR a.level = 'township' AND NOT EXISTS (SELECT 1 FROM area v WHERE v.parent_code = a.code))
			AND NOT EXISTS (SELECT 1 FROM count_point p WHERE p.event_id = ${event.id}::uuid AND p.kind = 'dispersed'
				AND p.area_code = a.code AND p.closed_at IS NULL)
		ORDER BY a.code`);
	if (places.length === 0) return [];
	const rows = JSON.stringify(places.map(({ code }) => ({ id: newId(), code })));
	const points = await tx.$queryRaw<{ point: CountPointView }[]>(Prisma.sql`
		INSERT INTO count_point AS p (id, event_id, kind, area_code, township_code, opened_at, dispute_ids)
		SELECT id, ${event.id}::uuid, 'dispersed', code, left(code, 9), ${now.toISOString()}::timestamptz, '{}'
		FROM json_to_recordset(${rows}::json) AS r (id uuid, code text) ORDER BY id
		ON CONFLICT (event_id, area_code) WHERE kind = 'dispersed' DO UPDATE
			SET opened_at = EXCLUDED.opened_at, closed_at = NULL, version = p.version + 1
		RETURNING ${pointJson} AS point`);
	return points.map(({ point }) => point);
}

async function excludeVillages(tx: Tx, event: EventView, now: Date): Promise<CountPointView[]> {
	const condition = Prisma.sql`people IS NULL AND NOT ${liesInEvent(event)}`;
	return closePoints(tx, event.id, condition, now);
}

/** Closes every dispersed point of an event that ends; their people leave the totals with them. */
export async function closeVillages(tx: Tx, eventId: string, now: Date): Promise<CountPointView[]> {
	const points = await closePoints(tx, eventId, Prisma.sql`TRUE`, now);
	await applyTotals(
		tx,
		points
			.filter((point) => point.people)
			.map((point) => ({ eventId, townshipCode: point.townshipCode, dispersed: -(point.people ?? 0) }))
	);
	return points;
}

async function closePoints(tx: Tx, eventId: string, condition: Prisma.Sql, now: Date): Promise<CountPointView[]> {
	const points = await tx.$queryRaw<{ point: CountPointView }[]>(Prisma.sql`
		WITH leaving AS (
			SELECT id FROM count_point WHERE event_id = ${eventId}::uuid AND kind = 'dispersed' AND closed_at IS NULL
				AND ${condition} ORDER BY id FOR UPDATE
		)
		UPDATE count_point p SET closed_at = ${now.toISOString()}::timestamptz, version = p.version + 1
		FROM leaving WHERE p.id = leaving.id
		RETURNING ${pointJson} AS point`);
	return points.map(({ point }) => point);
}

function liesInEvent(event: EventView): Prisma.Sql {
	return Prisma.sql`EXISTS (SELECT 1 FROM unnest(${event.areaCodes}::text[]) AS c WHERE area_code LIKE c || '%')`;
}
