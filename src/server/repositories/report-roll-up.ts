import { addDecimals, compareDecimals, type Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { reportLevelOf } from '#domain/reports/report.ts';
import type { RollUp, RollUpFigure, RollUpTree } from '#domain/reports/roll-up.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/** Digits of the codes right below an area of so many digits. */
const DIGITS_BELOW: Record<number, number> = { 6: 9, 9: 12, 12: 12 };

interface Row {
	areaCode: string;
	units: number;
	reported: number;
	reportId: string | null;
	/** [key, sum of reports or null, sum of adjustments or null] */
	figures: [key: string, fromReports: Decimal | null, adjustments: Decimal | null][] | null;
	sheltered: number | null;
	sheltersOpen: number | null;
	isCounted: boolean;
}

/**
 * The statement that sums up: the latest accepted report of each village of the event under an area, plus the signed
 * lines of townships and county, for the area itself and for each area right below it. Villages that have not reported
 * are counted, not taken as zero.
 */
export function rollUpSql(eventId: string, areaCode: string): Prisma.Sql {
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
			FROM summed WHERE is_own = 1 OR length(code) = ${digits}::int AND code <> ${areaCode} GROUP BY code),
		units AS (
			SELECT COALESCE(below, ${areaCode}) AS code, count(*)::int AS units, count(accepted_id)::int AS reported
			FROM unit GROUP BY GROUPING SETS ((), (below)) HAVING GROUPING(below) = 1 OR below <> ${areaCode}),
		shelters AS (
			SELECT a.code, sum(t.sheltered)::int AS sheltered, sum(t.shelters_open)::int AS open
			FROM township_total t JOIN area a ON starts_with(t.township_code, a.code) AND ${isAbove}
			WHERE t.event_id = ${eventId}::uuid GROUP BY a.code)
		SELECT a.code AS "areaCode", COALESCE(u.units, 0) AS units, COALESCE(u.reported, 0) AS reported,
			CASE WHEN length(a.code) = 12 THEN (SELECT n.accepted_id FROM unit n WHERE n.code = a.code) END AS "reportId",
			f.figures, s.sheltered, s.open AS "sheltersOpen",
			EXISTS (SELECT FROM count_point p WHERE p.event_id = ${eventId}::uuid AND p.kind = 'shelter'
				AND starts_with(p.area_code, a.code) AND p.people IS NOT NULL) AS "isCounted"
		FROM area a LEFT JOIN units u ON u.code = a.code LEFT JOIN figures f ON f.code = a.code
			LEFT JOIN shelters s ON s.code = a.code
		WHERE ${isAbove} AND a.code >= ${areaCode} AND a.code < ${`${areaCode}~`} AND (u.units > 0 OR f.figures IS NOT NULL
			OR a.code = ${areaCode})
		ORDER BY a.code`;
}

/**
 * The figures of an area of an event and of the areas right below it, in one statement (see `rollUpSql`).
 *
 * @param takeShelters for the county, take who is sheltered now and the open shelters from the shelters' counts, where
 *   there are any (policy). Townships keep their villages' words: a shelter holds people of other townships too.
 */
export async function rollUpByArea(
	db: Pick<Tx, '$queryRaw'>,
	eventId: string,
	areaCode: string,
	takeShelters: boolean
): Promise<RollUpTree> {
	const rows = await db.$queryRaw<Row[]>(rollUpSql(eventId, areaCode));
	const rollUps = rows.map((row) => rollUpOf(row, eventId, takeShelters && row.areaCode.length === 6));
	const [own = emptyRollUp(eventId, areaCode), ...below] = rollUps;
	return { own, below };
}

function emptyRollUp(eventId: string, areaCode: string): RollUp {
	const level = reportLevelOf(areaCode) ?? 'county';
	return { eventId, areaCode, level, units: 0, reported: 0, reportId: null, figures: [] };
}

function rollUpOf(row: Row, eventId: string, takeShelters: boolean): RollUp {
	const { areaCode, units, reported, reportId } = row;
	const said = new Map((row.figures ?? []).map(([key, ...sums]) => [key, sums]));
	const shelters: Record<string, Decimal> =
		row.isCounted && row.sheltered !== null && areaCode.length < 12
			? { shelteredNow: String(row.sheltered), sheltersNow: String(row.sheltersOpen ?? 0) }
			: {};
	const figures = NATIONAL_KEYS.flatMap((key): RollUpFigure[] => {
		const [fromReports = null, adjustments = null] = said.get(key) ?? [];
		const fromShelters = shelters[key] ?? null;
		if (fromReports === null && adjustments === null && fromShelters === null) return [];
		const isTaken = takeShelters && fromShelters !== null;
		const parts = { key, fromReports, adjustments: adjustments ?? '0', fromShelters };
		if (isTaken) return [{ ...parts, figure: fromShelters, source: 'shelters' }];
		const isSaid = fromReports !== null || adjustments !== null;
		const figure = isSaid ? addDecimals([fromReports ?? '0', adjustments ?? '0']) : null;
		return [{ ...parts, figure, source: 'reports' }];
	});
	return { ...emptyRollUp(eventId, areaCode), units, reported, reportId, figures: withShelters(figures) };
}

/** What was never below what is now: the sum so far of each figure that the shelters say. */
const SO_FAR = { shelteredNow: 'shelteredTotal', sheltersNow: 'sheltersTotal' } as const;

/**
 * Where the shelters say who is sheltered now, the figures that hang on it follow: as many have been sheltered so far at
 * least, and who is relocated is those and the dispersed (law: the two make it up).
 */
function withShelters(figures: RollUpFigure[]): RollUpFigure[] {
	const byKey = new Map(figures.map((figure) => [figure.key, figure]));
	const take = (key: string, figure: Decimal) => {
		const blank = { key, fromReports: null, adjustments: '0' };
		byKey.set(key, { ...(byKey.get(key) ?? blank), figure, fromShelters: figure, source: 'shelters' });
	};
	const isTaken = (key: string) => byKey.get(key)?.source === 'shelters';
	for (const [now, soFar] of Object.entries(SO_FAR)) {
		const there = byKey.get(now)?.figure ?? '0';
		if (isTaken(now) && compareDecimals(byKey.get(soFar)?.figure ?? '0', there) < 0) take(soFar, there);
	}
	for (const when of ['Now', 'Total'])
		if (isTaken(`sheltered${when}`)) {
			const parts = [`sheltered${when}`, `dispersed${when}`].map((key) => byKey.get(key)?.figure ?? '0');
			take(`relocated${when}`, addDecimals(parts));
		}
	return NATIONAL_KEYS.flatMap((key) => byKey.get(key) ?? []);
}
