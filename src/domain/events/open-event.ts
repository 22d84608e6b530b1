import { z } from 'zod';
import { Command, line, Moment, paragraph, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { EventAreas } from './event-areas.ts';
import { EventKind, EventPhase, ResponseLevel } from './event.ts';
import type { EventDecision } from './event-step.ts';

/** What an event is described by; the same fields are opened with and edited. */
export const EventFields = z.object({
	name: line(80).min(1),
	kind: EventKind,
	/** When the disaster began; in the future only while it is a warning. */
	startedAt: Moment,
	areaCodes: EventAreas,
	description: paragraph(4000).default('')
});

/** Opening an event: its fields, its first phase and level, and on what grounds. */
export const OpenEventInput = Command.extend({
	...EventFields.shape,
	phase: EventPhase.exclude(['closed']),
	level: ResponseLevel,
	reason: Reason,
	evidence: line(1000).default('')
});
export type OpenEventInput = z.infer<typeof OpenEventInput>;

/** What stands against a start time: a disaster that has not begun can only be warned of. */
export function startProblem(startedAt: string, phase: EventPhase, now: Date) {
	if (phase === 'warning' || Date.parse(startedAt) <= now.getTime()) return null;
	const words = { zh: '开始时间不能晚于现在（仅预警阶段可以）', en: 'in the future, which only a warning may be' };
	return problem('invalidInput', { summary: words.zh }, [{ path: 'startedAt', ...words }]);
}

/**
 * Opens an event.
 *
 * @returns the event with version 1 and its first step; `invalidInput` when it starts in the future and is not a warning.
 */
export function decideOpenEvent(id: string, input: OpenEventInput, now: Date): Result<EventDecision> {
	const wrongStart = startProblem(input.startedAt, input.phase, now);
	if (wrongStart) return refuse(wrongStart);
	const { name, kind, areaCodes, phase, level, description, reason, evidence } = input;
	return ok({
		event: {
			id,
			name,
			kind,
			startedAt: new Date(input.startedAt).toISOString(),
			areaCodes,
			phase,
			level,
			description,
			openedAt: now.toISOString(),
			closedAt: null,
			version: 1
		},
		steps: [
			{ kind: 'opened', from: null, to: phase, reason, evidence },
			...(level === null ? [] : [{ kind: 'levelChanged' as const, from: null, to: String(level), reason, evidence }])
		]
	});
}
