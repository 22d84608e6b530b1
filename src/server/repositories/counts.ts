import type pg from 'pg';
import type { CountPointView } from '#domain/counts/count-point.ts';
import type { ObservationView } from '#domain/counts/commands.ts';
import type { CountState, ReporterWord } from '#domain/counts/take-observation.ts';
import type { Database } from '../db/database.ts';

/** Columns of a count point as JSON with the names and ISO times of `CountPointView`. */
export const POINT_JSON = `json_build_object('id', p.id, 'eventId', p.event_id, 'kind', p.kind, 'shelterId', p.shelter_id,
	'areaCode', p.area_code, 'townshipCode', p.township_code, 'openedAt', ${iso('p.opened_at')}, 'closedAt', ${iso('p.closed_at')},
	'condition', p.condition, 'capacity', p.capacity, 'people', p.people, 'ageBands', p.age_bands, 'needs', p.needs,
	'observationId', p.observation_id, 'observedAt', ${iso('p.observed_at')}, 'lastWordAt', ${iso('p.last_word_at')},
	'disputeIds', p.dispute_ids, 'version', p.version)`;

/** A `timestamptz` as ISO 8601 UTC with milliseconds, as JavaScript writes it. */
export function iso(column: string): string {
	return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** An operation already carried out. */
export interface StoredOperation {
	id: string;
	accountId: string;
	bodyHash: string;
	answer: unknown;
}

interface LockedCounts {
	operations: StoredOperation[];
	states: CountState[];
}

/**
 * Locks the points in the order of their ids and reads, in one round trip, their states and which of the operations
 * were carried out before.
 */
export async function lockCounts(
	client: pg.ClientBase,
	pointIds: string[],
	operationIds: string[]
): Promise<LockedCounts> {
	const { rows } = await client.query<{
		operations: StoredOperation[] | null;
		points: { point: CountPointView; reporters: ReporterWord[]; settledAt: string | null }[] | null;
	}>({ name: 'lock-counts', text: LOCK_COUNTS, values: [pointIds, operationIds] });
	const [row] = rows;
	return { operations: row?.operations ?? [], states: row?.points ?? [] };
}

const LOCK_COUNTS = `
	WITH p AS MATERIALIZED (SELECT * FROM count_point WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE)
	SELECT
		(SELECT json_agg(json_build_object('point', ${POINT_JSON}, 'reporters', p.reporters, 'settledAt', ${iso('p.settled_at')})) FROM p) AS points,
		(SELECT json_agg(json_build_object('id', o.id, 'accountId', o.account_id, 'bodyHash', o.body_hash, 'answer', o.answer))
			FROM operation o WHERE o.id = ANY ($2::uuid[])) AS operations`;

/** The rows of a batch of counts, ready to be written. */
export interface CountRows {
	observations: object[];
	points: object[];
	totals: { event_id: string; township_code: string; sheltered: number; dispersed: number }[];
	changes: object[];
	audit: object[];
	operations: object[];
}

/** Writes a batch in one statement: observations, current figures, totals, change log, audit, operations. */
export async function writeCounts(client: pg.ClientBase, rows: CountRows): Promise<void> {
	await client.query({
		name: 'write-counts',
		text: WRITE_COUNTS,
		values: [rows.observations, rows.points, rows.totals, rows.changes, rows.audit, rows.operations].map((part) =>
			JSON.stringify(part)
		)
	});
}

const WRITE_COUNTS = `
	WITH observations AS (
		INSERT INTO count_observation (id, point_id, kind, people, age_bands, needs, reason, device_time, observed_at,
			received_at, account_id, account_name, device_id)
		SELECT * FROM json_to_recordset($1::json) AS o (id uuid, point_id uuid, kind text, people int, age_bands jsonb,
			needs jsonb, reason text, device_time timestamptz, observed_at timestamptz, received_at timestamptz,
			account_id uuid, account_name text, device_id uuid)
	), points AS (
		UPDATE count_point p SET people = n.people, age_bands = n.age_bands, needs = n.needs,
			observation_id = n.observation_id, observed_at = n.observed_at, last_word_at = n.last_word_at,
			dispute_ids = ARRAY(SELECT jsonb_array_elements_text(n.dispute_ids))::uuid[], reporters = n.reporters,
			settled_at = n.settled_at, version = n.version
		FROM json_to_recordset($2::json) AS n (id uuid, people int, age_bands jsonb, needs jsonb, observation_id uuid,
			observed_at timestamptz, last_word_at timestamptz, dispute_ids jsonb, reporters jsonb, settled_at timestamptz,
			version int)
		WHERE p.id = n.id
	), deltas AS (
		SELECT * FROM json_to_recordset($3::json) AS d (event_id uuid, township_code text, sheltered int, dispersed int)
	), totals AS (
		-- A row as proposed must pass the table's checks even when it only updates, so a fall is proposed as 0.
		INSERT INTO township_total AS t (event_id, township_code, sheltered, dispersed)
		SELECT event_id, township_code, GREATEST(sheltered, 0), GREATEST(dispersed, 0) FROM deltas
		ORDER BY event_id, township_code
		ON CONFLICT (event_id, township_code) DO UPDATE SET (sheltered, dispersed) = (
			SELECT t.sheltered + d.sheltered, t.dispersed + d.dispersed FROM deltas d
			WHERE d.event_id = t.event_id AND d.township_code = t.township_code)
	), changes AS (
		INSERT INTO change_log (type, areas, reach, payload)
		SELECT type, ARRAY[area], 'within', payload
		FROM json_to_recordset($4::json) AS c (type text, area text, payload text)
	), audit AS (
		INSERT INTO audit_entry (operation_id, account_id, account_name, role, device_id, request_id, verb, subject_type,
			subject_id, area_code, before, after, reason)
		SELECT * FROM json_to_recordset($5::json) AS a (operation_id uuid, account_id uuid, account_name text, role text,
			device_id uuid, request_id text, verb text, subject_type text, subject_id text, area_code text, before jsonb,
			after jsonb, reason text)
	)
	INSERT INTO operation (id, account_id, verb, body_hash, answer)
	SELECT * FROM json_to_recordset($6::json) AS o (id uuid, account_id uuid, verb text, body_hash text, answer jsonb)`;

/** The point an observation history belongs to, or null. */
export async function findPoint(db: Database, pointId: string): Promise<CountPointView | null> {
	const { rows } = await db.pool.query<{ point: CountPointView }>(
		`SELECT ${POINT_JSON} AS point FROM count_point p WHERE p.id = $1`,
		[pointId]
	);
	return rows[0]?.point ?? null;
}

/** Observations of a point, newest first; `before` is the id to go on after. */
export async function findObservations(
	db: Database,
	pointId: string,
	limit: number,
	before: string | undefined
): Promise<ObservationView[]> {
	const { rows } = await db.pool.query<{ observation: ObservationView }>(
		`SELECT json_build_object('id', o.id, 'kind', o.kind, 'people', o.people, 'ageBands', o.age_bands, 'needs', o.needs,
			'reason', o.reason, 'deviceTime', ${iso('o.device_time')}, 'observedAt', ${iso('o.observed_at')},
			'receivedAt', ${iso('o.received_at')}, 'accountName', o.account_name, 'deviceId', o.device_id) AS observation
		FROM count_observation o
		WHERE o.point_id = $1 AND ($3::uuid IS NULL OR (o.observed_at, o.id) <
			(SELECT b.observed_at, b.id FROM count_observation b WHERE b.id = $3))
		ORDER BY o.observed_at DESC, o.id DESC LIMIT $2`,
		[pointId, limit, before ?? null]
	);
	return rows.map((row) => row.observation);
}
