import { addDecimals, compareDecimals, type Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { isLocalKey, numberOf } from '#domain/reports/local-indicator.ts';
import { reportLevelOf } from '#domain/reports/report.ts';
import { said, type RollUp, type RollUpFigure, type RollUpTree } from '#domain/reports/roll-up.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { headsSql } from './sheltered-figures.ts';

const COUNTY_DIGITS = 6;
const VILLAGE_DIGITS = 12;

/** Digits of the codes right below an area of so many digits. */
const DIGITS_BELOW: Record<number, number> = { 6: 9, 9: 12, 12: 12 };

/** Which of the county's figures of the sheltered come from the shelters, and what a correction of a count takes back. */
export interface SheltersRule {
	/** Those of now. */
	isTaken: boolean;
	/** Those so far too, where the shelters had more people than were reported. */
	isEverTaken: boolean;
	windowMinutes: number;
}

interface Row {
	areaCode: string;
	units: number;
	reported: number;
	reportId: string | null;
	/** [key, sum of reports or null, sum of adjustments or null] */
	figures: [key: string, fromReports: Decimal | null, adjustments: Decimal | null][] | null;
	/** People in shelters now and ever, and shelters open and ever in use; null where no shelter has said anything. */
	sheltered: number | null;
	shelteredEver: number | null;
	sheltersOpen: number | null;
	sheltersEver: number | null;
}

/**
 * What the shelters of `heads` say, by area: people by name once however many of them they were at, heads where no names
 * are kept.
 */
const sheltersSql = (areaCode: string, digits: number) => Prisma.sql`
		in_area AS (SELECT a.code, h.* FROM heads h
			CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY[${areaCode}, left(h.area_code, ${digits}::int)]) AS code) a),
		named AS (
			SELECT p.code, (count(DISTINCT s.person_id) FILTER (WHERE s.state = 'in' AND p.is_open))::int AS now,
				count(DISTINCT s.person_id)::int AS ever, array_agg(DISTINCT p.id) AS places
			FROM in_area p JOIN stay s ON s.point_id = p.id AND s.destination IS DISTINCT FROM 'mistake'
			WHERE NOT p.is_counted GROUP BY p.code),
		shelters AS (
			SELECT p.code, COALESCE(sum(p.people) FILTER (WHERE p.is_counted AND p.is_open), 0)::int
					+ COALESCE(n.now, 0) AS now, sum(p.ever)::int + COALESCE(n.ever, 0) AS ever,
				(count(*) FILTER (WHERE p.is_open))::int AS open,
				(count(*) FILTER (WHERE p.is_open OR p.ever > 0 OR p.id = ANY (n.places)))::int AS used
			FROM in_area p LEFT JOIN named n ON n.code = p.code GROUP BY p.code, n.now, n.ever
			HAVING bool_or(p.people IS NOT NULL OR NOT p.is_counted))`;

const NO_SHELTERS = Prisma.sql`shelters AS (
		SELECT NULL AS code, NULL::int AS now, NULL::int AS ever, NULL::int AS open, NULL::int AS used WHERE false)`;

/**
 * The statement that sums up: the latest accepted report of each village of the event under an area, plus the signed
 * lines of townships and county, for the area itself and for each area right below it. Villages that have not reported
 * are counted, not taken as zero. An indicator of the county's own that is asked for no more is summed up only where it
 * ended after the event: villages leave it out one by one, and their sum would say less and less.
 *
 * What the shelters say stands beside it: from their stays where names are kept, else from their counts.
 */
export function rollUpSql(eventId: string, areaCode: string, shelters: SheltersRule | null): Prisma.Sql {
	const digits = DIGITS_BELOW[areaCode.length] ?? 12;
	const isAbove = Prisma.sql`length(a.code) IN (${areaCode.length}::int, ${digits}::int)`;
	return Prisma.sql`
		WITH unit AS MATERIALIZED (
			SELECT v.code, left(v.code, ${digits}::int) AS below, u.accepted_id
			FROM event e JOIN area v ON v.level = 'village' AND v.code >= ${areaCode} AND v.code < ${`${areaCode}~`}
				AND EXISTS (SELECT FROM unnest(e.area_codes) AS c (code) WHERE starts_with(v.code, c.code))
			LEFT JOIN reporting_unit u ON u.event_id = e.id AND u.area_code = v.code
			WHERE e.id = ${eventId}::uuid),
		said AS (
			SELECT n.below, f.key, f.value::numeric AS said, NULL::numeric AS adjusted
			FROM unit n JOIN damage_report r ON r.id = n.accepted_id, jsonb_each_text(r.figures) AS f
			UNION ALL
			SELECT left(j.area_code, ${digits}::int), j.indicator, NULL, j.amount FROM report_adjustment j
			WHERE j.event_id = ${eventId}::uuid AND j.area_code >= ${areaCode} AND j.area_code < ${`${areaCode}~`}),
		summed AS (
			SELECT COALESCE(below, ${areaCode}) AS code, GROUPING(below) AS is_own, key, sum(said) AS said,
				sum(adjusted) AS adjusted
			FROM said GROUP BY GROUPING SETS ((key), (below, key))),
		figures AS (
			SELECT code, json_agg(json_build_array(key, trim_scale(said)::text, trim_scale(adjusted)::text)) AS figures
			FROM summed WHERE (is_own = 1 OR length(code) = ${digits}::int AND code <> ${areaCode}) AND key <> ALL (ARRAY(
				SELECT i.key FROM local_indicator i, event e
				WHERE e.id = ${eventId}::uuid AND i.ended_at < COALESCE(e.closed_at, 'infinity')))
			GROUP BY code),
		units AS (
			SELECT COALESCE(below, ${areaCode}) AS code, count(*)::int AS units, count(accepted_id)::int AS reported
			FROM unit GROUP BY GROUPING SETS ((), (below)) HAVING GROUPING(below) = 1 OR below <> ${areaCode}),
		${shelters ? Prisma.sql`${headsSql(eventId, areaCode, shelters.windowMinutes, 'shelter')}, ${sheltersSql(areaCode, digits)}` : NO_SHELTERS}
		SELECT a.code AS "areaCode", COALESCE(u.units, 0) AS units, COALESCE(u.reported, 0) AS reported,
			CASE WHEN length(a.code) = 12 THEN (SELECT n.accepted_id FROM unit n WHERE n.code = a.code) END AS "reportId",
			f.figures, s.now AS sheltered, s.ever AS "shelteredEver", s.open AS "sheltersOpen", s.used AS "sheltersEver"
		FROM area a LEFT JOIN units u ON u.code = a.code LEFT JOIN figures f ON f.code = a.code
			LEFT JOIN shelters s ON s.code = a.code
		WHERE ${isAbove} AND a.code >= ${areaCode} AND a.code < ${`${areaCode}~`} AND (u.units > 0 OR f.figures IS NOT NULL
			OR a.code = ${areaCode})
		ORDER BY a.code`;
}

/**
 * The figures of an area of an event and of the areas right below it, in one statement (see `rollUpSql`).
 *
 * @param shelters for the county, take who is sheltered and the shelters in use from the shelters, where there are any
 *   (policy). Townships keep their villages' words: a shelter holds people of other townships too. Null: what the
 *   shelters say is not asked for.
 */
export async function rollUpByArea(
	db: Pick<Tx, '$queryRaw'>,
	eventId: string,
	areaCode: string,
	shelters: SheltersRule | null
): Promise<RollUpTree> {
	const rows = await db.$queryRaw<Row[]>(rollUpSql(eventId, areaCode, shelters));
	const rollUps = rows.map((row) => rollUpOf(row, eventId, row.areaCode.length === COUNTY_DIGITS ? shelters : null));
	const [own = emptyRollUp(eventId, areaCode), ...below] = rollUps;
	return { own, below };
}

function emptyRollUp(eventId: string, areaCode: string): RollUp {
	const level = reportLevelOf(areaCode) ?? 'county';
	return { eventId, areaCode, level, units: 0, reported: 0, reportId: null, figures: [] };
}

/** @param taken which of the shelters' figures count in the area; null: none */
function rollUpOf(row: Row, eventId: string, taken: SheltersRule | null): RollUp {
	const { areaCode, units, reported, reportId } = row;
	const sums = new Map((row.figures ?? []).map(([key, ...of]) => [key, of]));
	const shelters = sheltersSay(row);
	const local = [...sums.keys()].filter(isLocalKey).sort((a, b) => numberOf(a) - numberOf(b));
	const keys = [...NATIONAL_KEYS, ...local];
	const figures = keys.flatMap((key): RollUpFigure[] => {
		const [fromReports = null, adjustments = null] = sums.get(key) ?? [];
		const fromShelters = shelters[key] ?? null;
		const parts = { key, fromReports, adjustments: adjustments ?? '0', fromShelters };
		const sum = said(parts);
		if (sum === null && fromShelters === null) return [];
		const there = takenOf(key, shelters, taken);
		if (there === null || (!isOfNow(key) && compareDecimals(there, sum ?? '0') <= 0))
			return [{ ...parts, figure: sum, source: 'reports' }];
		return [{ ...parts, figure: there, source: 'shelters' }];
	});
	return { ...emptyRollUp(eventId, areaCode), units, reported, reportId, figures: withRelocated(figures, keys) };
}

/** The figures that shelters say: each of now, and the one so far that was never below it. */
const SO_FAR = { shelteredNow: 'shelteredTotal', sheltersNow: 'sheltersTotal' } as const;
const NOW = Object.keys(SO_FAR) as (keyof typeof SO_FAR)[];
const isOfNow = (key: string): key is keyof typeof SO_FAR => key in SO_FAR;

/** What the shelters of an area say; nothing where none has said anything, and nothing of single villages. */
function sheltersSay({ areaCode, sheltered, ...row }: Row): Partial<Record<string, Decimal>> {
	if (sheltered === null || areaCode.length >= VILLAGE_DIGITS) return {};
	const open = row.sheltersOpen ?? 0;
	const said = {
		shelteredNow: sheltered,
		shelteredTotal: Math.max(row.shelteredEver ?? 0, sheltered),
		sheltersNow: open,
		sheltersTotal: Math.max(row.sheltersEver ?? 0, open)
	};
	return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, String(value)]));
}

/** What counts of the shelters' word on a figure: as many as are there now have been there so far, whatever is taken. */
function takenOf(key: string, shelters: ReturnType<typeof sheltersSay>, taken: SheltersRule | null): Decimal | null {
	if (!taken?.isTaken) return null;
	const now = NOW.find((of) => SO_FAR[of] === key);
	return (now && !taken.isEverTaken ? shelters[now] : shelters[key]) ?? null;
}

/** Where the shelters say who is sheltered, who is relocated is those and the dispersed (law: the two make it up). */
function withRelocated(figures: RollUpFigure[], keys: readonly string[]): RollUpFigure[] {
	const byKey = new Map(figures.map((figure) => [figure.key, figure]));
	for (const when of ['Now', 'Total']) {
		if (byKey.get(`sheltered${when}`)?.source !== 'shelters') continue;
		const key = `relocated${when}`;
		const parts = [`sheltered${when}`, `dispersed${when}`].map((part) => byKey.get(part)?.figure ?? '0');
		const figure = addDecimals(parts);
		const blank = { key, fromReports: null, adjustments: '0' };
		byKey.set(key, { ...(byKey.get(key) ?? blank), figure, fromShelters: figure, source: 'shelters' });
	}
	return keys.flatMap((key) => byKey.get(key) ?? []);
}
