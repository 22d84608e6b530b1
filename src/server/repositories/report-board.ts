import type { LateUnits } from '#domain/reports/deadlines.ts';
import type { ReportsToDo } from '#domain/reports/reports-to-do.ts';
import type { ReportLevel, ReportUnit } from '#domain/reports/report.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { unitView, type UnitRow } from './damage-reports.ts';

/** A unit that is to report for an event, with its chain; null where it has filed nothing. */
export interface ExpectedUnit {
	areaCode: string;
	level: ReportLevel;
	unit: ReportUnit | null;
}

type Row = { code: string; unit_level: ReportLevel } & { [K in keyof UnitRow]: UnitRow[K] | null };

/** The units under an area that are to report for the event `e`: their area `a`, and their chain `u` if they filed. */
const unitsSql = (areaCode: string) => Prisma.sql`
		area a ON a.level IN ('village', 'township', 'county') AND starts_with(a.code, ${areaCode})
			AND EXISTS (SELECT FROM unnest(e.area_codes) AS c (code)
				WHERE starts_with(a.code, c.code) OR (a.level <> 'village' AND starts_with(c.code, a.code)))
			LEFT JOIN reporting_unit u ON u.event_id = e.id AND u.area_code = a.code AND u.reports > 0`;

/** Every unit under an area that is to report for an event: its villages, their townships and the county. */
export async function findExpectedUnits(
	db: Pick<Tx, '$queryRaw'>,
	eventId: string,
	areaCode: string
): Promise<ExpectedUnit[]> {
	const rows = await db.$queryRaw<Row[]>(Prisma.sql`
		SELECT a.code, a.level AS unit_level, u.event_id AS "eventId", u.area_code AS "areaCode", u.level,
			u.township_code AS "townshipCode", u.reports, u.latest_id AS "latestId", r.number AS "latestNumber", u.latest_kind AS "latestKind",
			u.latest_state AS "latestState", u.latest_at AS "latestAt", u.first_at AS "firstAt",
			u.accepted_id AS "acceptedId", u.verified_at AS "verifiedAt", u.version
		FROM event e JOIN ${unitsSql(areaCode)}
			LEFT JOIN damage_report r ON r.id = u.latest_id
		WHERE e.id = ${eventId}::uuid ORDER BY a.code`);
	return rows.map(({ code, unit_level, ...row }) => ({
		areaCode: code,
		level: unit_level,
		unit: row.areaCode === null ? null : unitView(row as UnitRow)
	}));
}

/**
 * Counts what waits under an area in several events at once: the units that are late with a report of the levels that
 * are filed, and the reports of the levels decided on that wait.
 *
 * @param late by event, which of its units are late
 */
export async function countReportsToDo(
	db: Pick<Tx, '$queryRaw'>,
	areaCode: string,
	levels: { files: readonly ReportLevel[]; decides: readonly ReportLevel[] },
	late: ReadonlyMap<string, LateUnits>
): Promise<ReportsToDo> {
	const clocks = [...late].map(([id, { withoutReport, lastBefore }]) => ({
		id,
		without_report: withoutReport,
		last_before: Number.isFinite(lastBefore) ? new Date(lastBefore).toISOString() : String(lastBefore)
	}));
	const [row] = await db.$queryRaw<[ReportsToDo]>(Prisma.sql`
		SELECT (count(*) FILTER (WHERE a.level = ANY (${levels.files}) AND u.verified_at IS NULL AND CASE
				WHEN u.latest_at IS NULL THEN a.level = ANY (k.without_report) ELSE u.latest_at < k.last_before END))::int AS late,
			(count(*) FILTER (WHERE a.level = ANY (${levels.decides}) AND u.latest_state = 'filed'))::int AS "toReview"
		FROM jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) AS k (id uuid, without_report text[], last_before timestamptz)
			JOIN event e ON e.id = k.id JOIN ${unitsSql(areaCode)}`);
	return row;
}

/** Since when an event is stable: it passed to 过渡安置 or beyond and did not go back; null before. */
export async function findStableSince(db: Pick<Tx, '$queryRaw'>, eventId: string): Promise<string | null> {
	return (await findStableSinceOf(db, [eventId])).get(eventId) ?? null;
}

/** As `findStableSince`, of several events; those that are not stable are not in it. */
export async function findStableSinceOf(
	db: Pick<Tx, '$queryRaw'>,
	eventIds: readonly string[]
): Promise<Map<string, string>> {
	const rows = await db.$queryRaw<{ id: string; since: Date }[]>(Prisma.sql`
		SELECT s.event_id AS id, min(s.at) AS since FROM event_step s WHERE s.event_id = ANY (${eventIds}::uuid[])
			AND (s.kind = 'phaseChanged' AND s.to_value IN ('transition', 'recovery', 'closed')
				OR s.kind = 'opened' AND s.to_value IN ('transition', 'recovery'))
			AND s.at > COALESCE((SELECT max(b.at) FROM event_step b WHERE b.event_id = s.event_id
				AND b.kind = 'phaseChanged' AND b.to_value IN ('warning', 'response')), '-infinity')
		GROUP BY s.event_id`);
	return new Map(rows.map(({ id, since }) => [id, since.toISOString()]));
}
