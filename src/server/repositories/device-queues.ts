import type pg from 'pg';
import { advanceQueue, closeQueue, type OperationMark, type QueueState } from '#domain/sync/take-operations.ts';
import type { SequenceGap } from '#domain/sync/push.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { isRetryable } from '../db/problem-of-database-error.ts';
import { iso } from './counts.ts';

/* What has arrived from the queues of devices. Locks: the queue of the sending, then the device's others by id. */

/** Whose queue it is. */
export interface QueueOwner {
	queueId: string;
	deviceId: string;
	accountId: string;
}

/** What became of an operation. `problem` is encrypted. */
export interface TakenOutcome {
	outcome: 'applied' | 'duplicate' | 'conflict' | 'rejected';
	keyId: string | null;
	/** Base64. */
	problem: string | null;
}

/** An operation that was taken before, with the answer it got. */
export interface TakenOperation extends OperationMark, TakenOutcome {
	answer: unknown;
}

/** What a sending is met with. */
export interface KnownOfSending {
	isRevoked: boolean;
	/** The queue is another device's or account's. */
	isForeign: boolean;
	taken: TakenOperation[];
	/** Operations of the account that were carried out, whether the queue knows or not. */
	doneIds: string[];
}

const READ_SENDING = `
	SELECT COALESCE((SELECT d.revoked_at IS NOT NULL FROM device d WHERE d.id = $2), false) AS "isRevoked",
		COALESCE((SELECT (q.device_id, q.account_id) <> ($2, $3) FROM device_queue q WHERE q.id = $1), false) AS "isForeign",
		COALESCE((SELECT json_agg(json_build_object('queueId', t.queue_id, 'sequence', t.sequence, 'operationId', t.operation_id,
				'contentHash', encode(t.content_hash, 'base64'), 'outcome', t.outcome, 'keyId', t.key_id,
				'problem', encode(t.problem, 'base64'), 'answer', o.answer))
			FROM queue_operation t LEFT JOIN operation o ON o.id = t.operation_id AND o.account_id = $3
			WHERE t.operation_id = ANY ($4) OR (t.queue_id = $1 AND t.sequence = ANY ($5))), '[]') AS taken,
		ARRAY(SELECT o.id::text FROM operation o WHERE o.id = ANY ($4) AND o.account_id = $3) AS "doneIds"`;

/** Reads in one round trip what is known of a queue's operations. */
export async function readSending(
	pool: pg.Pool,
	{ queueId, deviceId, accountId }: QueueOwner,
	operations: readonly Pick<OperationMark, 'operationId' | 'sequence'>[]
): Promise<KnownOfSending> {
	const ids = operations.map(({ operationId }) => operationId);
	const sequences = operations.map(({ sequence }) => sequence);
	const { rows } = await pool.query<KnownOfSending>({
		name: 'read-sending',
		text: READ_SENDING,
		values: [queueId, deviceId, accountId, ids, sequences]
	});
	return rows[0]!;
}

/** What a sending leaves behind. */
export interface SendingRecord {
	owner: QueueOwner;
	assigned: number;
	refused: number;
	now: Date;
	/** The operations that were taken now. */
	taken: (OperationMark & TakenOutcome & { kind: string })[];
}

interface GapRow {
	queueId: string;
	from: number;
	to: number;
	noticedAt: string;
	explainedAt: string | null;
	explainedBy: string | null;
	explainedByName: string | null;
	explanation: string;
}

/** Where a queue stands after a sending, and what is missing from the account's queues of the device, unexplained. */
export interface QueueStanding {
	received: number;
	gaps: SequenceGap[];
}

/**
 * Records a sending. What an older queue of the device never sent is missing from then on: its storage is gone.
 *
 * @throws ProblemError `deviceMismatch` where the queue is another device's or account's
 */
export async function recordSending(pool: pg.Pool, record: SendingRecord): Promise<QueueStanding> {
	for (let attempt = 1; ; attempt++) {
		const client = await pool.connect();
		try {
			await client.query('BEGIN');
			const standing = await write(client, record);
			await client.query('COMMIT');
			client.release();
			return standing;
		} catch (error) {
			// A broken connection cannot be rolled back; destroying it makes the server do so.
			const rolledBack = await client.query('ROLLBACK').then(
				() => true,
				() => false
			);
			client.release(!rolledBack);
			if (!isRetryable(error) || attempt === 4) throw error;
		}
	}
}

async function write(client: pg.ClientBase, record: SendingRecord): Promise<QueueStanding> {
	const { owner, assigned, now, taken } = record;
	await lockQueue(client, record);
	const queues = await lockQueuesOf(client, owner);
	const gaps = await findGaps(
		client,
		queues.map(({ id }) => id)
	);
	const own = queues.find(({ id }) => id === owner.queueId)!;
	const all: GapRow[] = [];
	let received = 0;
	for (const queue of queues) {
		const before = gaps.filter(({ queueId }) => queueId === queue.id);
		const state: QueueState = { received: queue.received, assigned: queue.assigned, gaps: before };
		const isOwn = queue === own;
		const sequences = taken.map(({ sequence }) => sequence);
		const isOlder = queue.firstSeenAt < own.firstSeenAt;
		const after = isOwn ? advanceQueue(state, sequences, assigned) : isOlder ? closeQueue(state) : state;
		if (isOwn) received = after.received;
		const rows = after.gaps.map((range) => gapRow(queue.id, range, before, now));
		if (after !== state) await writeQueue(client, queue.id, after, rows, isOwn ? record : undefined);
		all.push(...rows);
	}
	const open = all.filter(({ explainedAt }) => explainedAt === null);
	return { received, gaps: open.map(({ queueId, from, to }) => ({ queueId, from, to })) };
}

async function lockQueue(client: pg.ClientBase, { owner, refused, now }: SendingRecord): Promise<void> {
	const { rowCount } = await client.query({
		name: 'lock-queue',
		text: `INSERT INTO device_queue (id, device_id, account_id, refused, first_seen_at, last_seen_at)
			VALUES ($1, $2, $3, $4, $5, $5)
			ON CONFLICT (id) DO UPDATE SET last_seen_at = greatest(device_queue.last_seen_at, $5)
				WHERE device_queue.device_id = $2 AND device_queue.account_id = $3`,
		values: [owner.queueId, owner.deviceId, owner.accountId, refused, now]
	});
	if (rowCount === 0) throw new ProblemError('deviceMismatch');
}

interface QueueRow {
	id: string;
	received: number;
	assigned: number;
	firstSeenAt: Date;
}

async function lockQueuesOf(client: pg.ClientBase, { deviceId, accountId }: QueueOwner): Promise<QueueRow[]> {
	const { rows } = await client.query<QueueRow>({
		name: 'lock-queues-of',
		text: `SELECT id, received, assigned, first_seen_at AS "firstSeenAt" FROM device_queue
			WHERE device_id = $1 AND account_id = $2 ORDER BY id FOR UPDATE`,
		values: [deviceId, accountId]
	});
	return rows;
}

async function findGaps(client: pg.ClientBase, queueIds: readonly string[]): Promise<GapRow[]> {
	const { rows } = await client.query<GapRow>({
		name: 'find-gaps',
		text: `SELECT queue_id AS "queueId", from_sequence AS "from", to_sequence AS "to", ${iso('noticed_at')} AS "noticedAt",
				${iso('explained_at')} AS "explainedAt", explained_by AS "explainedBy", explained_by_name AS "explainedByName", explanation
			FROM device_gap WHERE queue_id = ANY ($1) ORDER BY queue_id, from_sequence`,
		values: [queueIds]
	});
	return rows;
}

/** A gap as it is kept: a part of one known before keeps when it was noticed and how it was explained. */
function gapRow(queueId: string, { from, to }: { from: number; to: number }, before: GapRow[], now: Date): GapRow {
	const whole = before.find((gap) => gap.from <= from && to <= gap.to);
	const unexplained = { explainedAt: null, explainedBy: null, explainedByName: null, explanation: '' };
	return { noticedAt: now.toISOString(), ...unexplained, ...whole, queueId, from, to };
}

const WRITE_QUEUE = `
	WITH taken AS (
		INSERT INTO queue_operation (queue_id, sequence, operation_id, kind, content_hash, outcome, key_id, problem, received_at)
		SELECT $1, t.sequence, t."operationId", t.kind, decode(t."contentHash", 'base64'), t.outcome, t."keyId",
			decode(t.problem, 'base64'), $4
		FROM json_to_recordset($5) AS t (sequence int, "operationId" uuid, kind text, "contentHash" text, outcome text,
			"keyId" text, problem text)
		ON CONFLICT DO NOTHING
	), gone AS (
		DELETE FROM device_gap g WHERE g.queue_id = $1
			AND g.from_sequence NOT IN (SELECT n."from" FROM json_to_recordset($6) AS n ("from" int))
	), gaps AS (
		INSERT INTO device_gap (queue_id, from_sequence, to_sequence, noticed_at, explained_at, explained_by, explained_by_name,
			explanation)
		SELECT $1, n."from", n."to", n."noticedAt", n."explainedAt", n."explainedBy", n."explainedByName", n.explanation
		FROM json_to_recordset($6) AS n ("from" int, "to" int, "noticedAt" timestamptz, "explainedAt" timestamptz,
			"explainedBy" uuid, "explainedByName" text, explanation text)
		ON CONFLICT (queue_id, from_sequence) DO UPDATE SET to_sequence = EXCLUDED.to_sequence
	)
	UPDATE device_queue SET received = $2, assigned = $3, refused = $7 WHERE id = $1`;

async function writeQueue(
	client: pg.ClientBase,
	queueId: string,
	{ received, assigned }: QueueState,
	gaps: readonly GapRow[],
	record: SendingRecord | undefined
): Promise<void> {
	await client.query({
		name: 'write-queue',
		text: WRITE_QUEUE,
		values: [
			queueId,
			received,
			assigned,
			record?.now ?? null,
			JSON.stringify(record?.taken ?? []),
			JSON.stringify(gaps),
			// What waited to be mended goes with the storage.
			record?.refused ?? 0
		]
	});
}
