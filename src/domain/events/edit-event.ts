import { z } from 'zod';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { EventView } from './event.ts';
import type { EventDecision, NewEventStep } from './event-step.ts';
import { EventFields, startProblem } from './open-event.ts';

/** Editing an event: all its fields as they should be, the version they were read at, and why. */
export const EditEventInput = Command.extend({
	eventId: Id,
	version: z.int().min(1),
	...EventFields.shape,
	reason: Reason,
	evidence: line(1000).default('')
});
export type EditEventInput = z.infer<typeof EditEventInput>;

const PLAIN_FIELDS = ['name', 'kind', 'startedAt', 'description'] as const;

/**
 * Edits an event. A change of its areas is a step of its own.
 *
 * @returns the event with its next version; `eventClosed`, `versionConflict` (edited meanwhile), `nothingToChange`, or
 * `invalidInput` for a start in the future.
 */
export function decideEditEvent(event: EventView, input: EditEventInput, now: Date): Result<EventDecision> {
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (event.version !== input.version) return refuse(problem('versionConflict', { version: event.version }));
	const wrongStart = startProblem(input.startedAt, event.phase, now);
	if (wrongStart) return refuse(wrongStart);

	const { name, kind, areaCodes, description, reason, evidence } = input;
	const next = { ...event, name, kind, areaCodes, description, startedAt: new Date(input.startedAt).toISOString() };
	const changed = PLAIN_FIELDS.filter((field) => next[field] !== event[field]);
	const [from, to] = [event.areaCodes.join(','), areaCodes.join(',')];

	const steps: NewEventStep[] = [];
	if (changed.length > 0) steps.push({ kind: 'edited', from: null, to: changed.join(','), reason, evidence });
	if (from !== to) steps.push({ kind: 'areasChanged', from, to, reason, evidence });
	if (steps.length === 0) return refuse(problem('nothingToChange'));
	return ok({ event: { ...next, version: event.version + 1 }, steps });
}
