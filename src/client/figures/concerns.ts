import type { CountPointView } from '#domain/counts/count-point.ts';
import { isSilent, occupancyPercent, type FigurePolicies } from '#domain/counts/figures.ts';

/** A shelter that asks to be looked at, and every reason why. */
export interface Concern {
	point: CountPointView;
	isOver: boolean;
	isSilent: boolean;
	isDisputed: boolean;
}

function weigh({ point, isOver, isSilent: silent, isDisputed }: Concern): number {
	return (
		(point.condition === 'red' ? 8 : point.condition === 'amber' ? 2 : 0) +
		(isOver ? 4 : 0) +
		(silent ? 3 : 0) +
		(isDisputed ? 1 : 0)
	);
}

/** Open shelters in amber or red, over capacity, silent or disputed; the gravest first, then the fullest. */
export function findConcerns(points: readonly CountPointView[], now: string, policies: FigurePolicies): Concern[] {
	return points
		.filter((point) => point.kind === 'shelter' && !point.closedAt)
		.map((point) => ({
			point,
			isOver: (occupancyPercent(point) ?? 0) > 100,
			isSilent: isSilent(point, now, policies.staleAfterMinutes),
			isDisputed: point.disputeIds.length > 0
		}))
		.filter((concern) => weigh(concern) > 0)
		.sort((a, b) => weigh(b) - weigh(a) || (b.point.people ?? 0) - (a.point.people ?? 0));
}
