import type { CountPointKind } from '#domain/counts/count-point.ts';
import {
	FIGURE_GROUPS,
	type EventFigures,
	type FigureGroup,
	type FigureLevel,
	type FiguresRow,
	type FiguresTime,
	type ShelteredFigures
} from '#domain/stays/sheltered-figures.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';
import { iso } from './counts.ts';

/** Needs of a person under the names that head-counts have for them; ages are a column of their own. */
const NEED_OF: Partial<Record<FigureGroup, string>> = {
	infants: 'infant',
	pregnant: 'pregnant',
	disabled: 'disabled',
	chronicIllness: 'chronic'
};

const isOfGroup = (group: FigureGroup) =>
	NEED_OF[group] ? `'${NEED_OF[group]}' = ANY (x.needs)` : `x.age_band = '${group}'`;
const headsOfGroup = (group: FigureGroup) => `${NEED_OF[group] ? 'needs' : 'age_bands'} ->> '${group}'`;

const namedGroups = FIGURE_GROUPS.map(
	(group) => `'${group}', jsonb_build_object('now', count(*) FILTER (WHERE n.is_now AND ${isOfGroup(group)}),
		'ever', count(*) FILTER (WHERE ${isOfGroup(group)}))`
).join(', ');
const headGroups = FIGURE_GROUPS.map(
	(group) => `'${group}', COALESCE(sum((${headsOfGroup(group)})::int) FILTER (WHERE is_counted AND is_open), 0)`
).join(', ');

const asOf = `'names', ${iso('max(told_at)')},
	'headsFrom', ${iso('(min(observed_at) FILTER (WHERE is_counted AND is_open))')},
	'headsTo', ${iso('(max(observed_at) FILTER (WHERE is_counted))')}`;

interface Row {
	level: FiguresRow['level'];
	key: string;
	kind: 'sheltered' | 'relocated';
	places: FiguresRow['places'];
	asOf: FiguresTime;
	headsNow: number;
	headsEver: number;
	untold: number;
	heads: Record<FigureGroup, number>;
	namesNow: number;
	namesEver: number;
	names: Record<FigureGroup, { now: number; ever: number }> | null;
}

/**
 * The places of an event within an area (`heads`), each with everybody who was counted there and is not known by name
 * (`ever`), as common table expressions. A correction or settlement takes back what was counted before it within the
 * window of disputes (`mostCounted` in the domain says the same).
 *
 * @param only places of one kind; of all where left out
 */
export function headsSql(eventId: string, areaCode: string, windowMinutes: number, only?: CountPointKind): Prisma.Sql {
	const ofKind = only ? Prisma.sql`AND c.kind = ${only}` : Prisma.empty;
	return Prisma.sql`place AS (
			SELECT c.id, c.kind, c.area_code, c.closed_at IS NULL AS is_open, c.keeps_names_at,
				c.keeps_names_at IS NULL AS is_counted, c.people FROM count_point c
			WHERE c.event_id = ${eventId}::uuid AND starts_with(c.area_code, ${areaCode}) ${ofKind}),
		word AS (
			SELECT w.id, w.point_id, w.observed_at, (SELECT max(o.observed_at) FROM count_observation o
				WHERE o.point_id = w.point_id AND (o.observed_at, o.id) < (w.observed_at, w.id))
				- make_interval(mins => ${windowMinutes}) AS takes_back_from
			FROM count_observation w JOIN place p ON p.id = w.point_id WHERE w.kind <> 'count'),
		most AS (
			SELECT o.point_id, max(o.people) AS people FROM count_observation o JOIN place p ON p.id = o.point_id
			WHERE (p.is_counted OR o.received_at <= p.keeps_names_at) AND NOT EXISTS (
				SELECT FROM word w WHERE w.point_id = o.point_id AND (o.observed_at, o.id) < (w.observed_at, w.id)
					AND o.observed_at >= w.takes_back_from)
			GROUP BY o.point_id),
		named_then AS (
			SELECT t.point_id, count(DISTINCT s.person_id) AS people FROM stay_step t JOIN place p ON p.id = t.point_id
				JOIN stay s ON s.id = t.stay_id AND s.point_id = t.point_id AND s.destination IS DISTINCT FROM 'mistake'
			WHERE t.received_at <= p.keeps_names_at GROUP BY t.point_id),
		heads AS (
			SELECT p.*, CASE WHEN p.is_counted THEN COALESCE(m.people, 0)
				ELSE GREATEST(COALESCE(m.people, 0) - COALESCE(n.people, 0), 0) END AS ever
			FROM place p LEFT JOIN most m ON m.point_id = p.id LEFT JOIN named_then n ON n.point_id = p.id)`;
}

/**
 * The figures of an event within an area (see `sheltered-figures` in the domain for what they mean), in one statement.
 * A person is counted once in each area and place, however often and wherever within it they stayed, and under however
 * many records that were found to be one person's: a merge moves the stays. A claim that another place has them is no
 * stay.
 */
export async function findShelteredFigures(
	db: Pick<Database, 'prisma'>,
	asked: { eventId: string; areaCode: string; by: FigureLevel; windowMinutes: number }
): Promise<EventFigures> {
	const { eventId, areaCode, by, windowMinutes } = asked;
	const rows = await db.prisma.$queryRaw<Row[]>(Prisma.sql`
		WITH ${headsSql(eventId, areaCode, windowMinutes)},
		told AS (
			SELECT h.*, COALESCE(b.kind, 'dispersed') AS shelter_kind, c.township_code, c.observed_at, c.age_bands, c.needs,
				(SELECT max(t.observed_at) FROM stay_step t
					WHERE t.point_id = h.id AND h.keeps_names_at IS NOT NULL) AS told_at
			FROM heads h JOIN count_point c ON c.id = h.id LEFT JOIN shelter b ON b.id = c.shelter_id),
		scoped AS (
			SELECT h.*, scope.level, scope.key, of.kind AS figure FROM told h
				CROSS JOIN LATERAL (VALUES ('event', ${eventId}::text), (${by}::text, CASE ${by}::text WHEN 'township' THEN h.township_code
					WHEN 'village' THEN h.area_code WHEN 'kind' THEN h.shelter_kind ELSE h.id::text END)) AS scope (level, key)
				CROSS JOIN LATERAL unnest(CASE h.kind WHEN 'shelter' THEN ARRAY['sheltered', 'relocated']
					ELSE ARRAY['relocated'] END) AS of (kind)),
		counted AS (
			SELECT level, key, figure, jsonb_build_object('names', count(*) FILTER (WHERE NOT is_counted),
					'heads', count(*) FILTER (WHERE is_counted), 'unreported', count(*) FILTER (WHERE is_counted AND people IS NULL)
				) AS places,
				jsonb_build_object(${Prisma.raw(asOf)}) AS as_of,
				COALESCE(sum(people) FILTER (WHERE is_counted AND is_open), 0)::int AS now, sum(ever)::int AS ever,
				COALESCE(sum(people) FILTER (WHERE is_counted AND is_open AND age_bands IS NULL), 0)::int AS untold,
				jsonb_build_object(${Prisma.raw(headGroups)}) AS groups
			FROM scoped GROUP BY level, key, figure),
		person_there AS (
			SELECT c.level, c.key, c.figure, s.person_id, bool_or(s.state = 'in' AND c.is_open) AS is_now
			FROM scoped c JOIN stay s ON s.point_id = c.id AND s.destination IS DISTINCT FROM 'mistake'
			WHERE NOT c.is_counted GROUP BY c.level, c.key, c.figure, s.person_id),
		named AS (
			SELECT n.level, n.key, n.figure, (count(*) FILTER (WHERE n.is_now))::int AS now, count(*)::int AS ever,
				jsonb_build_object(${Prisma.raw(namedGroups)}) AS groups
			FROM person_there n JOIN person x ON x.id = n.person_id GROUP BY n.level, n.key, n.figure)
		SELECT level, key, figure AS kind, c.places, c.as_of AS "asOf", c.now AS "headsNow", c.ever AS "headsEver", c.untold, c.groups AS heads,
			COALESCE(n.now, 0) AS "namesNow", COALESCE(n.ever, 0) AS "namesEver", n.groups AS names
		FROM counted c LEFT JOIN named n USING (level, key, figure) ORDER BY level <> 'event', key`);
	return figuresOfRows(eventId, rows);
}

function figuresOfRows(eventId: string, rows: readonly Row[]): EventFigures {
	const byKey = new Map<string, FiguresRow>();
	const of = (level: FiguresRow['level'], key: string) => {
		const known = byKey.get(`${level} ${key}`) ?? noFigures(level, key);
		byKey.set(`${level} ${key}`, known);
		return known;
	};
	const total = of('event', eventId);
	for (const row of rows) {
		const figures = of(row.level, row.key);
		figures[row.kind] = figuresOf(row);
		// Relocated people are those of all places.
		if (row.kind === 'relocated') Object.assign(figures, { places: row.places, asOf: row.asOf });
	}
	return { total, rows: [...byKey.values()].filter((row) => row !== total) };
}

function figuresOf(row: Row): ShelteredFigures {
	return {
		now: { names: row.namesNow, heads: row.headsNow },
		cumulative: { names: row.namesEver, heads: row.headsEver },
		groups: ofGroups((group) => ({ names: row.names?.[group].now ?? 0, heads: row.heads[group] })),
		groupsEver: ofGroups((group) => row.names?.[group].ever ?? 0),
		untold: row.untold
	};
}

function noFigures(level: FiguresRow['level'], key: string): FiguresRow {
	const none = (): ShelteredFigures => ({
		now: { names: 0, heads: 0 },
		cumulative: { names: 0, heads: 0 },
		groups: ofGroups(() => ({ names: 0, heads: 0 })),
		groupsEver: ofGroups(() => 0),
		untold: 0
	});
	const places = { names: 0, heads: 0, unreported: 0 };
	const asOf = { names: null, headsFrom: null, headsTo: null };
	return { level, key, places, asOf, sheltered: none(), relocated: none() };
}

function ofGroups<T>(value: (group: FigureGroup) => T): Record<FigureGroup, T> {
	return Object.fromEntries(FIGURE_GROUPS.map((group) => [group, value(group)])) as Record<FigureGroup, T>;
}
