import { z } from 'zod';
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
	evidence: line(1000).min(1)
});
export type SetLevelInput = z.infer<typeof SetLevelInput>;

/**
 * Sets the response level. Any level may follow any other: a person decides.
 *
 * @returns the event with its next version; `eventClosed`, `versionConflict`, or `nothingToChange` for the same level.
 */
export function decideSetLevel(event: EventView, input: SetLevelInput): Result<EventDecision> {
	const { level, reason, evidence } = input;
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (event.version !== input.version) return refuse(problem('versionConflict', { version: event.version }));
	if (event.level === level) return refuse(problem('nothingToChange'));
	const [from, to] = [event.level, level].map((value) => value?.toString() ?? null) as [string | null, string | null];
	return ok({
		event: { ...event, level, version: event.version + 1 },
		steps: [{ kind: 'levelChanged', from, to, reason, evidence }]
	});
}

/** Whether a step of the level was upwards: Ⅰ is the highest, no level the lowest. */
export function isRaised(from: ResponseLevel, to: ResponseLevel): boolean {
	return (to ?? 5) < (from ?? 5);
}
