import type { ReportLevel } from '#domain/reports/report.ts';
import type { ReportUnit } from '#domain/reports/report.ts';
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
		FROM event e JOIN area a ON a.level IN ('village', 'township', 'county') AND starts_with(a.code, ${areaCode})
			AND EXISTS (SELECT FROM unnest(e.area_codes) AS c (code)
				WHERE starts_with(a.code, c.code) OR (a.level <> 'village' AND starts_with(c.code, a.code)))
			LEFT JOIN reporting_unit u ON u.event_id = e.id AND u.area_code = a.code AND u.reports > 0
			LEFT JOIN damage_report r ON r.id = u.latest_id
		WHERE e.id = ${eventId}::uuid ORDER BY a.code`);
	return rows.map(({ code, unit_level, ...row }) => ({
		areaCode: code,
		level: unit_level,
		unit: row.areaCode === null ? null : unitView(row as UnitRow)
	}));
}

/** Since when an event is stable: it passed to 过渡安置 or beyond and did not go back; null before. */
export async function findStableSince(db: Pick<Tx, '$queryRaw'>, eventId: string): Promise<string | null> {
	const [row] = await db.$queryRaw<[{ since: Date | null }]>(Prisma.sql`
		SELECT min(s.at) AS since FROM event_step s WHERE s.event_id = ${eventId}::uuid
			AND (s.kind = 'phaseChanged' AND s.to_value IN ('transition', 'recovery', 'closed')
				OR s.kind = 'opened' AND s.to_value IN ('transition', 'recovery'))
			AND s.at > COALESCE((SELECT max(b.at) FROM event_step b WHERE b.event_id = s.event_id
				AND b.kind = 'phaseChanged' AND b.to_value IN ('warning', 'response')), '-infinity')`);
	return row.since?.toISOString() ?? null;
}
