import type { z } from 'zod';
import type { CountPointView } from '../counts/count-point.ts';
import { Command, Id, line } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { ShelterCondition } from './shelter.ts';

/** Saying how an open shelter fares; the reason is required unless it fares well. */
export const SetConditionInput = Command.extend({
	pointId: Id,
	condition: ShelterCondition,
	reason: line(500).default('')
});
export type SetConditionInput = z.infer<typeof SetConditionInput>;

/** An open shelter's condition with its reason, which is not broadcast with the point. */
export interface ConditionState {
	point: CountPointView;
	reason: string;
}

/**
 * Sets the condition of an open shelter. Said by the shelter itself it is also a sign of life; said about it by the
 * desk it is not, or marking a silent shelter red would take it off the call list.
 *
 * @param isOwnWord whether the shelter's own coordinator says so
 * @returns the point and the reason; `shelterNotOpen`, `reasonRequired` or `nothingToChange`
 */
export function decideSetCondition(
	state: ConditionState,
	input: SetConditionInput,
	isOwnWord: boolean,
	now: Date
): Result<ConditionState> {
	const { point } = state;
	const { condition, reason } = input;
	if (point.closedAt || point.kind !== 'shelter') return refuse(problem('shelterNotOpen'));
	if (condition !== 'green' && reason === '') return refuse(problem('reasonRequired'));
	if (point.condition === condition && state.reason === reason) return refuse(problem('nothingToChange'));
	return ok({
		point: {
			...point,
			condition,
			lastWordAt: isOwnWord ? now.toISOString() : point.lastWordAt,
			version: point.version + 1
		},
		reason
	});
}
