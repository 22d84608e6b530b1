import type { z } from 'zod';
import type { CountPointView } from '../counts/count-point.ts';
import { Command, Id, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** Closing a shelter that an event had opened. */
export const CloseShelterInput = Command.extend({ pointId: Id, reason: Reason });
export type CloseShelterInput = z.infer<typeof CloseShelterInput>;

/**
 * Closes a shelter: nobody may be left inside, so that closing never makes people vanish from the figures.
 *
 * @returns the closed point; `shelterNotOpen`, `countsStillDiffer` or `peopleStillInside`
 */
export function decideCloseShelter(point: CountPointView, now: Date): Result<CountPointView> {
	if (point.closedAt || point.kind !== 'shelter') return refuse(problem('shelterNotOpen'));
	if (point.disputeIds.length > 0) return refuse(problem('countsStillDiffer'));
	if ((point.people ?? 0) > 0) return refuse(problem('peopleStillInside', { people: point.people ?? 0 }));
	return ok({ ...point, closedAt: now.toISOString(), version: point.version + 1 });
}
