import type { ArchiveEvent } from '#domain/archive/archive.ts';
import { isHeldOn } from '#domain/archive/due.ts';
import { dayOf } from '#domain/audit/audit-entry.ts';
import type { Tone } from '#client/ui/tone.ts';

/** Where the people of a closed event stand, in one word; and the days left while they are not due. */
export interface ArchiveState {
	kind: 'noNames' | 'done' | 'held' | 'waits' | 'export' | 'tonight' | 'kept';
	tone: Tone;
	days: number;
}

/** Where the people of a closed event stand. */
export function stateOf(event: ArchiveEvent, now: Date): ArchiveState {
	const days = Math.max(0, Math.ceil((Date.parse(event.dueAt) - now.getTime()) / 86_400_000));
	if (event.persons === 0) return { kind: 'noNames', tone: 'neutral', days };
	if (event.anonymised === event.persons) return { kind: 'done', tone: 'good', days };
	if (isHeldOn(event.heldUntil, dayOf(now))) return { kind: 'held', tone: 'attention', days };
	if (days > 0) return { kind: 'waits', tone: 'neutral', days };
	if (event.export === null || event.export.at < event.closedAt) return { kind: 'export', tone: 'trouble', days };
	const kept = event.kept.reduce((sum, { persons }) => sum + persons, 0);
	return kept > 0 ? { kind: 'kept', tone: 'attention', days } : { kind: 'tonight', tone: 'info', days };
}
