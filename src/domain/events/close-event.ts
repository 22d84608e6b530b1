import { z } from 'zod';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { EventView } from './event.ts';
import type { EventDecision } from './event-step.ts';

/** Closing an event (结案), for good. */
export const CloseEventInput = Command.extend({
	eventId: Id,
	version: z.int().min(1),
	reason: Reason,
	evidence: line(1000).default('')
});
export type CloseEventInput = z.infer<typeof CloseEventInput>;

/**
 * Closes an event; it ends its response level too.
 *
 * @param openShelters shelters still open for it: each is closed first, with its people counted to 0.
 * @returns the closed event; `eventClosed`, `versionConflict` or `eventStillOpen`.
 */
export function decideCloseEvent(
	event: EventView,
	openShelters: number,
	input: CloseEventInput,
	now: Date
): Result<EventDecision> {
	const { reason, evidence } = input;
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (event.version !== input.version) return refuse(problem('versionConflict', { version: event.version }));
	if (openShelters > 0) return refuse(problem('eventStillOpen', { count: openShelters }));
	const closed: EventDecision = {
		event: { ...event, phase: 'closed', level: null, closedAt: now.toISOString(), version: event.version + 1 },
		steps: [{ kind: 'closed', from: event.phase, to: 'closed', reason, evidence }]
	};
	if (event.level !== null)
		closed.steps.unshift({ kind: 'levelChanged', from: String(event.level), to: null, reason, evidence });
	return ok(closed);
}
