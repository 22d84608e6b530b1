import type { FeedEntry } from '#server/repositories/changes.ts';
import { pointOf } from '../../domain/counts/points.ts';

/** A feed entry that says the people of a place: `people` is its number, so that a mix-up shows. */
export function countEntry(seq: number, areaCode: string): FeedEntry {
	const { ageBands, needs, observationId, observedAt, lastWordAt, disputeIds } = pointOf();
	const count = {
		id: `p${seq}`,
		areaCode,
		people: seq,
		ageBands,
		needs,
		observationId,
		observedAt,
		lastWordAt,
		disputeIds
	};
	return {
		seq,
		type: 'count.submitted',
		kind: 'count',
		subject: { areas: [areaCode] },
		numbered: { seq, change: { type: 'count.submitted', count: { ...count, version: 2 } } }
	};
}
