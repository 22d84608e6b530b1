import { ProblemError } from '#domain/shared/problems.ts';
import type { Actor } from '#domain/access/can.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import type { HeldSubject } from '../../repositories/archive.ts';
import { findEvent } from '../../repositories/events.ts';
import { isHousehold } from '../../repositories/people.ts';

/** What the trail calls the event or household of a hold; `notFound` outside the county's own accounts. */
export async function subjectToHold(
	tx: Tx,
	actor: Actor,
	countyCode: string,
	{ eventId, householdId = '' }: HeldSubject
): Promise<{ subjectType: 'event' | 'household'; subjectId: string; areaCode: string }> {
	requireCovered(actor, { areas: [countyCode] });
	const isThere = eventId ? (await findEvent(tx, eventId)) !== null : await isHousehold(tx, householdId);
	if (!isThere) throw new ProblemError('notFound');
	const subjectType = eventId ? 'event' : 'household';
	return { subjectType, subjectId: eventId ?? householdId, areaCode: countyCode };
}
