import { z } from 'zod';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { startProblem } from './open-event.ts';
import { EVENT_PHASE_NAMES, EVENT_PHASES, EventPhase, type EventView } from './event.ts';
import type { EventDecision } from './event-step.ts';

/** Moving an event to another phase. Closing is a command of its own. */
export const SetPhaseInput = Command.extend({
	eventId: Id,
	version: z.int().min(1),
	phase: EventPhase.exclude(['closed']),
	reason: Reason,
	evidence: line(1000).default('')
});
export type SetPhaseInput = z.infer<typeof SetPhaseInput>;

/** Phases that an event may move to from one: any later one but the last, and the one before it. */
export function phasesFrom(phase: EventPhase): Exclude<EventPhase, 'closed'>[] {
	if (phase === 'closed') return [];
	const at = EVENT_PHASES.indexOf(phase);
	return EVENT_PHASES.filter((to, index): to is Exclude<EventPhase, 'closed'> => {
		return to !== 'closed' && (index > at || index === at - 1);
	});
}

/**
 * Moves an event on (phases may be skipped, as a disaster does) or one phase back.
 *
 * @returns the event with its next version; `eventClosed`, `versionConflict`, `nothingToChange`, `phaseNotNext`, or
 * `invalidInput` when the disaster has not begun.
 */
export function decideSetPhase(event: EventView, input: SetPhaseInput, now: Date): Result<EventDecision> {
	const { phase, reason, evidence } = input;
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (event.version !== input.version) return refuse(problem('versionConflict', { version: event.version }));
	if (event.phase === phase) return refuse(problem('nothingToChange'));
	if (!phasesFrom(event.phase).includes(phase)) {
		const [from, to] = [EVENT_PHASE_NAMES[event.phase], EVENT_PHASE_NAMES[phase]];
		return refuse(problem('phaseNotNext', { fromZh: from.zh, toZh: to.zh, fromEn: from.en, toEn: to.en }));
	}
	const wrongStart = startProblem(event.startedAt, phase, now);
	if (wrongStart) return refuse(wrongStart);
	return ok({
		event: { ...event, phase, version: event.version + 1 },
		steps: [{ kind: 'phaseChanged', from: event.phase, to: phase, reason, evidence }]
	});
}
