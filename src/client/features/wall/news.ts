import type { CountPointView } from '#domain/counts/count-point.ts';
import type { ShelterCondition } from '#domain/shelters/shelter.ts';

/** What has newly become of a place; never who said it. */
export type NewsKind = 'counted' | 'opened' | 'closed' | 'condition';

export interface NewsItem {
	/** The place and its version, so that a change is shown once. */
	id: string;
	pointId: string;
	kind: NewsKind;
	/** People now; null while not known. */
	people: number | null;
	/** Against the figure before; null when that is not known here. */
	difference: number | null;
	condition: ShelterCondition;
	isDisputed: boolean;
	/** ISO UTC. */
	at: string;
}

function itemOf(point: CountPointView, kind: NewsKind, difference: number | null, at: string): NewsItem {
	const { id, version, people, condition, disputeIds } = point;
	return {
		id: `${id}/${version}`,
		pointId: id,
		kind,
		people,
		difference,
		condition,
		isDisputed: disputeIds.length > 0,
		at
	};
}

/**
 * What a change of a point is to someone who looks on; null for what is no news.
 *
 * @param before the point as it was; undefined when it is new
 * @param now ISO UTC, for what has no time of its own
 */
export function newsOf(before: CountPointView | undefined, after: CountPointView, now: string): NewsItem | null {
	if (after.closedAt && !before?.closedAt)
		return after.kind === 'shelter' && before ? itemOf(after, 'closed', null, after.closedAt) : null;
	if (after.closedAt) return null;
	if (!before || before.closedAt)
		return after.kind === 'shelter' ? itemOf(after, 'opened', null, after.openedAt) : null;
	if (after.observationId !== before.observationId) {
		const difference = after.people === null || before.people === null ? null : after.people - before.people;
		return itemOf(after, 'counted', difference, after.observedAt ?? now);
	}
	return after.condition === before.condition ? null : itemOf(after, 'condition', null, now);
}

/** The latest counts of the points, before anything has changed on this screen: the newest first. */
export function latestCounts(points: readonly CountPointView[], most: number): NewsItem[] {
	return points
		.filter((point) => point.observedAt !== null && !point.closedAt)
		.sort((a, b) => (a.observedAt! < b.observedAt! ? 1 : -1))
		.slice(0, most)
		.map((point) => itemOf(point, 'counted', null, point.observedAt!));
}

/** Adds news at the front; an older word on the same place makes room for the newer. */
export function addNews(list: readonly NewsItem[], items: readonly NewsItem[], most: number): NewsItem[] {
	const places = new Set(items.map(({ pointId }) => pointId));
	return [...items.toReversed(), ...list.filter(({ pointId }) => !places.has(pointId))].slice(0, most);
}
