import type { CountPointView } from '../counts/count-point.ts';

/**
 * What a count changes of its point, as small as it can be: a busy night sends many thousands. What is left out is
 * not known (bands, needs), is none (disputes), or is the time of the figure (last word).
 */
export type CountChange = Pick<
	CountPointView,
	'id' | 'areaCode' | 'people' | 'observationId' | 'observedAt' | 'version'
> &
	Partial<Pick<CountPointView, 'ageBands' | 'needs' | 'disputeIds' | 'lastWordAt'>>;

/** The change that brings another screen's copy of a point to this state. */
export function countChangeOf(point: CountPointView): CountChange {
	const { id, areaCode, people, observationId, observedAt, version } = point;
	const change: CountChange = { id, areaCode, people, observationId, observedAt, version };
	if (point.ageBands) change.ageBands = point.ageBands;
	if (point.needs) change.needs = point.needs;
	if (point.disputeIds.length > 0) change.disputeIds = point.disputeIds;
	if (point.lastWordAt !== observedAt) change.lastWordAt = point.lastWordAt;
	return change;
}

/** A point after a count change. */
export function takeCountChange(point: CountPointView, change: CountChange): CountPointView {
	const { people, observationId, observedAt, version } = change;
	return {
		...point,
		people,
		observationId,
		observedAt,
		version,
		ageBands: change.ageBands ?? null,
		needs: change.needs ?? null,
		disputeIds: change.disputeIds ?? [],
		lastWordAt: change.lastWordAt ?? observedAt
	};
}
