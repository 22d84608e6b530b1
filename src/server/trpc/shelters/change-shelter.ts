import type { Actor, Verb } from '#domain/access/can.ts';
import { pointSubject, type CountPointView } from '#domain/counts/count-point.ts';
import { eventSubject, type EventView } from '#domain/events/event.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { shelterSubject, type ShelterView } from '#domain/shelters/shelter.ts';
import { requireCovered, type AuditRecord } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { lockEvent } from '../../repositories/events.ts';
import { findShelterPoint, lockShelterPoint } from '../../repositories/shelter-points.ts';
import { findShelter, lockShelter, type StoredShelter } from '../../repositories/shelters.ts';

/** A shelter in the actor's area; `notFound` otherwise. */
export async function shelterToRead(db: Pick<Tx, 'shelter'>, actor: Actor, shelterId: string): Promise<StoredShelter> {
	return covered(actor, await findShelter(db, shelterId));
}

/** The same, locked to be changed. */
export async function shelterToChange(tx: Tx, actor: Actor, shelterId: string): Promise<StoredShelter> {
	return covered(actor, await lockShelter(tx, shelterId));
}

function covered(actor: Actor, stored: StoredShelter | null): StoredShelter {
	requireCovered(actor, stored && shelterSubject(stored.shelter));
	if (!stored) throw new ProblemError('notFound');
	return stored;
}

/** An event that concerns the actor's area, held open while its shelters are written; `notFound` otherwise. */
export async function eventToUse(tx: Tx, actor: Actor, eventId: string): Promise<EventView> {
	const event = await lockEvent(tx, eventId, 'use');
	requireCovered(actor, event && eventSubject(event));
	if (!event) throw new ProblemError('notFound');
	return event;
}

/**
 * An activation in the actor's area with its shelter, locked in the order of locks (event, shelter, point); `notFound`
 * otherwise. The event is held too, but need not concern the actor: the shelter does.
 */
export async function activationToChange(tx: Tx, actor: Actor, pointId: string) {
	const found = await findShelterPoint(tx, pointId);
	requireCovered(actor, found && pointSubject(found));
	if (!found?.shelterId) throw new ProblemError('notFound');
	const event = await lockEvent(tx, found.eventId, 'use');
	const stored = await lockShelter(tx, found.shelterId);
	const locked = await lockShelterPoint(tx, pointId);
	if (!event || !stored || !locked) throw new ProblemError('notFound');
	return { event, shelter: stored.shelter, ...locked };
}

/** The audit entry of a change to a shelter of the registry. Of its contact it only says whether it changed. */
export function shelterAudit(
	verb: Verb,
	before: ShelterView | null,
	after: ShelterView,
	more: { reason?: string; isContactChanged?: boolean } = {}
): AuditRecord {
	const { reason, isContactChanged } = more;
	const told = isContactChanged ? { ...after, isContactChanged } : after;
	return { verb, subjectType: 'shelter', subjectId: after.id, areaCode: after.areaCode, before, after: told, reason };
}

/** The audit entry of a change to an activation. */
export function activationAudit(
	verb: Verb,
	before: CountPointView | null,
	after: CountPointView,
	reason: string
): AuditRecord {
	const { id, areaCode } = after;
	return { verb, subjectType: 'countPoint', subjectId: id, areaCode, before, after, reason };
}
