import type { Actor } from '#domain/access/can.ts';
import type { TrendMoment } from '#domain/counts/trend.ts';
import type { Database } from '../db/database.ts';
import { iso } from './counts.ts';

/**
 * Sheltered and dispersed people of the open events (or of one event) in the actor's area, an hour apart up to `now`.
 *
 * At each moment a place counts with its newest observation up to then, which is how its current figure is derived
 * too, so that the last moment equals the totals on the screens. Each place's last observation before the first moment
 * is the start; from there on only differences are added. A village whose event was closed has left the figures with
 * it, and so takes no part unless that event is asked for.
 *
 * @param hours how far back, so that `hours + 1` moments are returned
 */
export async function readTrend(
	db: Database,
	actor: Pick<Actor, 'areaCode'>,
	{ eventId, areaCode, hours }: { eventId: string | null; areaCode: string; hours: number },
	now: Date
): Promise<TrendMoment[]> {
	const { rows } = await db.pool.query<TrendMoment>({
		name: 'trend',
		text: TREND,
		values: [eventId, actor.areaCode, areaCode, hours, now.toISOString()]
	});
	return rows;
}

const TREND = `
	WITH span AS (
		SELECT $5::timestamptz AS upto, $5::timestamptz - make_interval(hours => $4::int) AS since
	), point AS MATERIALIZED (
		SELECT p.id, p.kind FROM count_point p JOIN event e ON e.id = p.event_id
		WHERE ($1::uuid IS NULL AND e.closed_at IS NULL OR e.id = $1)
			AND p.area_code LIKE $2 || '%' AND p.area_code LIKE $3 || '%'
	), start AS MATERIALIZED (
		SELECT point.id, point.kind, last.people FROM span, point CROSS JOIN LATERAL (
			SELECT o.people FROM count_observation o WHERE o.point_id = point.id AND o.observed_at <= span.since
			ORDER BY o.observed_at DESC, o.id DESC LIMIT 1) AS last
	), step AS (
		SELECT point.kind, o.observed_at, o.people - COALESCE(
			lag(o.people) OVER (PARTITION BY o.point_id ORDER BY o.observed_at, o.id),
			(SELECT start.people FROM start WHERE start.id = o.point_id), 0) AS difference
		FROM span, point JOIN count_observation o ON o.point_id = point.id
		WHERE o.observed_at > span.since AND o.observed_at <= span.upto
	), difference AS (
		SELECT 0 AS hour, kind, people AS people FROM start
		UNION ALL
		SELECT LEAST($4::int, ceil(extract(epoch FROM observed_at - span.since) / 3600))::int, kind, difference FROM step, span
	), hourly AS (
		SELECT hour, sum(people) FILTER (WHERE kind = 'shelter') AS sheltered, sum(people) FILTER (WHERE kind = 'dispersed') AS dispersed
		FROM difference GROUP BY hour
	)
	SELECT ${iso('(span.since + make_interval(hours => hour))')} AS at,
		COALESCE(sum(hourly.sheltered) OVER so_far, 0)::int AS sheltered,
		COALESCE(sum(hourly.dispersed) OVER so_far, 0)::int AS dispersed
	FROM span, generate_series(0, $4::int) AS hour LEFT JOIN hourly USING (hour)
	WINDOW so_far AS (ORDER BY hour)
	ORDER BY hour`;
