import type { CountPointView } from '#domain/counts/count-point.ts';

/** A count point with the words a list shows. */
export interface NamedPoint {
	point: CountPointView;
	name: string;
	township: string;
	/** The figure was counted on this device, and the county does not have it yet. */
	isWaiting?: boolean;
}

/**
 * The points to choose from: open ones that a search finds (by name or township), the one counted last first, then
 * the longest silent, those that never reported at the head.
 */
export function choosePoints(points: readonly NamedPoint[], search: string, lastPointId: string | null): NamedPoint[] {
	const wanted = search.trim();
	return points
		.filter(({ point }) => point.closedAt === null)
		.filter(({ name, township }) => wanted === '' || name.includes(wanted) || township.includes(wanted))
		.sort((a, b) => {
			if (a.point.id === lastPointId || b.point.id === lastPointId) return a.point.id === lastPointId ? -1 : 1;
			if (a.point.kind !== b.point.kind) return a.point.kind === 'shelter' ? -1 : 1;
			return (a.point.lastWordAt ?? '').localeCompare(b.point.lastWordAt ?? '') || a.name.localeCompare(b.name, 'zh');
		});
}
