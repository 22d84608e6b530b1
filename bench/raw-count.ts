import type pg from 'pg';
import { newId } from '#server/new-id.ts';
import type { Stage } from './stage.ts';

/** The seven statements that write the rows of one count by hand, BEGIN … COMMIT, one after the other. */
export async function writeRawCount(pool: pg.Pool, stage: Stage, index: number, people: number): Promise<string> {
	const pointId = stage.pointIds[index % stage.pointIds.length]!;
	const operationId = newId();
	const observationId = newId();
	const { actor } = stage;
	const count = {
		id: pointId,
		areaCode: '430426100',
		people,
		observationId,
		observedAt: new Date().toISOString(),
		version: index
	};
	const payload = JSON.stringify({ type: 'count.submitted', count });
	const client = await pool.connect();
	try {
		await client.query('BEGIN');
		await client.query({
			name: 'raw-observation',
			text: `INSERT INTO count_observation (id, point_id, kind, people, device_time, observed_at, received_at, account_id, account_name)
				VALUES ($1, $2, 'count', $3, now(), now(), now(), $4, 'bench')`,
			values: [observationId, pointId, people, actor.accountId]
		});
		const point = await client.query<{ township_code: string }>({
			name: 'raw-point',
			text: `UPDATE count_point SET people = $2, observation_id = $3, observed_at = now(), last_word_at = now(),
				version = version + 1 WHERE id = $1 RETURNING township_code`,
			values: [pointId, people, observationId]
		});
		await client.query({
			name: 'raw-total',
			text: 'UPDATE township_total SET sheltered = sheltered + 1 WHERE event_id = $1 AND township_code = $2',
			values: [stage.eventId, point.rows[0]!.township_code]
		});
		await client.query({
			name: 'raw-change',
			text: `INSERT INTO change_log (type, areas, reach, payload) VALUES ('count.submitted', ARRAY['430426100'], 'within', $1)`,
			values: [payload]
		});
		await client.query({
			name: 'raw-audit',
			text: `INSERT INTO audit_entry (operation_id, account_id, account_name, role, request_id, verb, subject_type, subject_id, area_code, before, after)
				VALUES ($1, $2, 'bench', 'DESK', 'bench', 'count.submit', 'countPoint', $3, '430426100', '{}', $4)`,
			values: [operationId, actor.accountId, pointId, JSON.stringify(count)]
		});
		await client.query({
			name: 'raw-operation',
			text: `INSERT INTO operation (id, account_id, verb, body_hash, answer) VALUES ($1, $2, 'count.submit', '-', $3)`,
			values: [operationId, actor.accountId, JSON.stringify(count)]
		});
		await client.query('COMMIT');
	} catch (error) {
		await client.query('ROLLBACK');
		throw error;
	} finally {
		client.release();
	}
	return payload;
}
