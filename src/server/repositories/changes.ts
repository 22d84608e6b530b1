import type pg from 'pg';
import { kindOf, type Change, type ChangeKind, type ChangeType, type NumberedChange } from '#domain/changes/change.ts';
import type { Subject } from '#domain/access/can.ts';

/** A change as the feed holds it: numbered, with what decides who is told. */
export interface FeedEntry {
	seq: number;
	type: ChangeType;
	/** `event`, `count` …: the part of the type that reading depends on. */
	kind: ChangeKind;
	subject: Subject;
	/** As it is sent: made once for all who are told. */
	numbered: NumberedChange;
}

interface Row {
	seq: number;
	type: string;
	areas: string[];
	reach: 'within' | 'overlap';
	payload: string;
}

function entryOf(row: Row): FeedEntry {
	const seq = Number(row.seq);
	const type = row.type as ChangeType;
	return {
		seq,
		type,
		kind: kindOf(type),
		subject: { areas: row.areas, reach: row.reach },
		numbered: { seq, change: JSON.parse(row.payload) as Change }
	};
}

/** Numbers what was committed since the last batch and returns it; empty when there was nothing, or another did it. */
export async function advanceFeed(pool: pg.Pool): Promise<FeedEntry[]> {
	const { rows } = await pool.query<Row>({ name: 'feed-advance', text: 'SELECT * FROM feed_advance()' });
	return rows.map(entryOf);
}

/** The last number given. */
export async function lastSeq(pool: pg.Pool): Promise<number> {
	const { rows } = await pool.query<{ seq: number }>('SELECT max(last_seq) AS seq FROM feed_batch');
	return Number(rows[0]?.seq ?? 0);
}

/** Numbered changes after `seq` in their order, at most `limit`. */
export async function changesAfter(pool: pg.Pool, seq: number, limit: number): Promise<FeedEntry[]> {
	const { rows } = await pool.query<Row>({
		name: 'changes-after',
		text: `SELECT b.first_seq + f.position - 1 AS seq, c.type, c.areas, c.reach, c.payload
			FROM feed_batch b CROSS JOIN LATERAL unnest(b.change_ids) WITH ORDINALITY AS f (id, position)
			JOIN change_log c ON c.id = f.id
			WHERE b.last_seq > $1 AND b.first_seq + f.position - 1 > $1
			ORDER BY b.number, f.position LIMIT $2`,
		values: [seq, limit]
	});
	return rows.map(entryOf);
}
