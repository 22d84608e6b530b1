import { createHash } from 'node:crypto';
import { newId } from '../../new-id.ts';
import type { PlannedRow } from './plan-import.ts';

/** A planned row as it is kept, with what tells it from others. */
export interface StoredRow {
	id: string;
	row_number: number;
	hash: string;
	occurrence: number;
	subject_hash: string | null;
	area_name: string;
	kind_name: string;
	parent_name: string;
	time_text: string;
	area_code: string | null;
	event_kind: string | null;
	started_on: string | null;
	is_aggregate: boolean;
	figures: Record<string, string>;
	breaks: number;
}

/**
 * The rows of a plan as they are kept. Two rows are the same when all texts and figures are, the time in whatever way it
 * is written (46346 is 2026-11-20); equal rows of one file are counted through, so that a file loaded again finds each
 * of them.
 */
export function storedRows(rows: readonly PlannedRow[]): StoredRow[] {
	const seen = new Map<string, number>();
	return rows.map((row) => {
		const texts = [row.area, row.kind, row.parent, row.moment ?? row.time];
		const hash = sha256([...texts, ...Object.entries(row.figures).sort(([a], [b]) => (a < b ? -1 : 1))]);
		const occurrence = (seen.get(hash) ?? 0) + 1;
		seen.set(hash, occurrence);
		return {
			id: newId(),
			row_number: row.number,
			hash,
			occurrence,
			subject_hash: row.day === null ? null : sha256(texts.map((text) => text.trim())),
			area_name: row.area,
			kind_name: row.kind,
			parent_name: row.parent,
			time_text: row.time,
			area_code: row.matched.code,
			event_kind: row.eventKind,
			started_on: row.day,
			is_aggregate: row.isAggregate,
			figures: row.figures,
			breaks: row.breaks
		};
	});
}

function sha256(content: unknown): string {
	return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
