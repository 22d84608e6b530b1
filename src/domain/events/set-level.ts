import { z } from 'zod';
import type { AdviceEvidence } from '../advice/advice.ts';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { ResponseLevel, type EventView } from './event.ts';
import type { EventDecision } from './event-step.ts';

/** Raising, lowering or ending (null) the response level, always with its reason and its evidence. */
export const SetLevelInput = Command.extend({
	eventId: Id,
	version: z.int().min(1),
	level: ResponseLevel,
	reason: Reason,
	evidence: line(1000).min(1),
	/** Name of the advice that was on the screen; its evidence is kept with the decision. */
	advice: z.string().max(64).optional()
});
export type SetLevelInput = z.infer<typeof SetLevelInput>;

/**
 * Sets the response level. Any level may follow any other, whatever is advised: a person decides.
 *
 * @param advice the evidence that was on the screen, to be kept with the decision.
 * @returns the event with its next version; `eventClosed`, `versionConflict`, or `nothingToChange` for the same level.
 */
export function decideSetLevel(
	event: EventView,
	input: SetLevelInput,
	advice: AdviceEvidence | null = null
): Result<EventDecision> {
	const { level, reason, evidence } = input;
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (event.version !== input.version) return refuse(problem('versionConflict', { version: event.version }));
	if (event.level === level) return refuse(problem('nothingToChange'));
	const [from, to] = [event.level, level].map((value) => value?.toString() ?? null) as [string | null, string | null];
	return ok({
		event: { ...event, level, version: event.version + 1 },
		steps: [{ kind: 'levelChanged', from, to, reason, evidence, ...(advice ? { advice } : {}) }]
	});
}

/** Whether a step of the level was upwards: Ⅰ is the highest, no level the lowest. */
export function isRaised(from: ResponseLevel, to: ResponseLevel): boolean {
	return (to ?? 5) < (from ?? 5);
}
