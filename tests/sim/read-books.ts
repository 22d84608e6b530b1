import type { Database } from '#server/db/database.ts';

export interface TakenRow {
	queueId: string;
	sequence: number;
	operationId: string;
	kind: string;
	outcome: 'applied' | 'duplicate' | 'conflict' | 'rejected';
}

export interface OperationRow {
	id: string;
	accountId: string;
	verb: string;
	answer: { results?: { personId: string; givenId?: string; outcome: string }[]; observationId?: string } | null;
	/** Entries of the audit trail with its verb. */
	entries: number;
}

export interface StepRow {
	id: string;
	personId: string;
	stayId: string | null;
	pointId: string;
	kind: string;
	deviceId: string;
	deviceTime: string;
}

/** What the county's books say at the end of a run. */
export interface Books {
	taken: TakenRow[];
	operations: OperationRow[];
	queues: { id: string; deviceId: string; received: number; assigned: number; refused: number }[];
	gaps: { queueId: string; from: number; to: number }[];
	/** In the order in which they were written. */
	steps: StepRow[];
	open: { personId: string; pointId: string }[];
	conflicts: { personId: string; stayPointId: string; claimPointId: string; claimStepId: string }[];
	observations: { id: string; pointId: string; deviceId: string; deviceTime: string }[];
	/** Who is at whose document, by its blind index in hex; and for whom the ids of devices stand. */
	persons: { id: string; documentIndex: string | null }[];
	aliases: { aliasId: string; personId: string }[];
	/** By place, what the log said last of its names, and what it says of the place in numbers. */
	rosters: { pointId: string; named: number; version: number; isTold: boolean }[];
	/** By township: the kept total and the sum of the places. */
	totals: { townshipCode: string; kept: number; sum: number }[];
	/** Places whose figure is not that of their newest observation. */
	wrongFigures: number;
}

const MS = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const BOOKS: Record<keyof Books, string> = {
	taken: `SELECT queue_id AS "queueId", sequence, operation_id AS "operationId", kind, outcome FROM queue_operation`,
	operations: `SELECT o.id, o.account_id AS "accountId", o.verb, o.answer,
		(SELECT count(*)::int FROM audit_entry e WHERE e.operation_id = o.id AND e.verb = o.verb) AS entries FROM operation o`,
	queues: `SELECT id, device_id AS "deviceId", received, assigned, refused FROM device_queue`,
	gaps: `SELECT queue_id AS "queueId", from_sequence AS "from", to_sequence AS "to" FROM device_gap`,
	steps: `SELECT id, person_id AS "personId", stay_id AS "stayId", point_id AS "pointId", kind, device_id AS "deviceId",
		to_char(device_time AT TIME ZONE 'UTC', ${MS}) AS "deviceTime" FROM stay_step ORDER BY id`,
	open: `SELECT person_id AS "personId", point_id AS "pointId" FROM stay WHERE state = 'in'`,
	conflicts: `SELECT person_id AS "personId", stay_point_id AS "stayPointId", claim_point_id AS "claimPointId",
		claim_step_id AS "claimStepId" FROM stay_conflict`,
	observations: `SELECT id, point_id AS "pointId", device_id AS "deviceId",
		to_char(device_time AT TIME ZONE 'UTC', ${MS}) AS "deviceTime" FROM count_observation`,
	persons: `SELECT id, encode(document_index, 'hex') AS "documentIndex" FROM person`,
	aliases: `SELECT alias_id AS "aliasId", person_id AS "personId" FROM person_alias`,
	rosters: `SELECT p.id AS "pointId", COALESCE((l.payload::json #>> '{roster,named}')::int, 0) AS named,
		COALESCE((l.payload::json #>> '{roster,version}')::int, 0) AS version, l.id IS NOT NULL AS "isTold"
		FROM count_point p LEFT JOIN LATERAL (SELECT c.id, c.payload FROM change_log c WHERE c.type = 'stays.changed'
			AND c.payload::json #>> '{roster,pointId}' = p.id::text
			ORDER BY (c.payload::json #>> '{roster,version}')::int DESC LIMIT 1) AS l ON true WHERE p.kind = 'shelter'`,
	totals: `SELECT t.township_code AS "townshipCode", t.sheltered AS kept, COALESCE(sum(p.people), 0)::int AS sum
		FROM township_total t LEFT JOIN count_point p ON p.township_code = t.township_code AND p.kind = 'shelter'
		GROUP BY t.township_code, t.sheltered`,
	wrongFigures: `SELECT count(*)::int AS n FROM count_point p JOIN LATERAL (
		SELECT o.people, count(*) OVER () AS observations FROM count_observation o WHERE o.point_id = p.id
		ORDER BY o.observed_at DESC, (o.id = p.observation_id) DESC LIMIT 1
		) AS n ON true WHERE (p.people, p.version - 1) IS DISTINCT FROM (n.people, n.observations)`
};

/** Reads the books, all in one moment. */
export async function readBooks(db: Database): Promise<Books> {
	const client = await db.pool.connect();
	try {
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
		const books: Record<string, unknown> = {};
		for (const [name, sql] of Object.entries(BOOKS)) books[name] = (await client.query(sql)).rows;
		await client.query('COMMIT');
		return { ...books, wrongFigures: (books['wrongFigures'] as { n: number }[])[0]!.n } as unknown as Books;
	} finally {
		client.release();
	}
}
