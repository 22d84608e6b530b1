import type { Actor } from '#domain/access/can.ts';
import { eventSubject, type EventView } from '#domain/events/event.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Database } from '../../db/database.ts';
import { findEvent } from '../../repositories/events.ts';

/** An event that concerns the actor's area, open or closed; `notFound` otherwise. */
export async function eventToRead({ prisma }: Pick<Database, 'prisma'>, actor: Actor, id: string): Promise<EventView> {
	const event = await findEvent(prisma, id);
	requireCovered(actor, event && eventSubject(event));
	if (!event) throw new ProblemError('notFound');
	return event;
}
