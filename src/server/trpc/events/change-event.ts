import type { Actor, Verb } from '#domain/access/can.ts';
import type { Change } from '#domain/changes/change.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { eventSubject, type EventView } from '#domain/events/event.ts';
import { requireCovered, type AuditRecord } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { lockEvent } from '../../repositories/events.ts';
import { requireOwnAreas } from '../../repositories/required-areas.ts';

/**
 * The event to be changed, locked. It must concern the actor's area, or it does not exist for them; and lie wholly in
 * it, or they may read it but not change it.
 *
 * @throws ProblemError `notFound`, `outsideArea`
 */
export async function eventToChange(tx: Tx, actor: Actor, eventId: string): Promise<EventView> {
	const event = await lockEvent(tx, eventId, 'change');
	requireCovered(actor, event && eventSubject(event));
	if (!event) throw new ProblemError('notFound');
	requireOwnAreas(actor, event.areaCodes);
	return event;
}

/** The audit entry of a change to an event. */
export function eventAudit(
	verb: Verb,
	before: EventView | null,
	after: EventView,
	reason: string,
	countyCode: string
): AuditRecord {
	const [only, ...others] = after.areaCodes;
	const areaCode = only && others.length === 0 ? only : countyCode;
	return { verb, subjectType: 'event', subjectId: after.id, areaCode, before, after, reason };
}

/** The changes that tell of villages taken into an event or left out of it. */
export function villageChanges(villages: { included?: CountPointView[]; excluded?: CountPointView[] }): Change[] {
	return [
		...(villages.included ?? []).map((point): Change => ({ type: 'village.included', point })),
		...(villages.excluded ?? []).map((point): Change => ({ type: 'village.excluded', point }))
	];
}
