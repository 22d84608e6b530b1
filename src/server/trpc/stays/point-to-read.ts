import type { Actor } from '#domain/access/can.ts';
import { pointSubject, type CountPointView } from '#domain/counts/count-point.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Database } from '../../db/database.ts';
import { findPoint } from '../../repositories/counts.ts';

/** A place in the actor's area, open or closed; `notFound` otherwise. */
export async function pointToRead(db: Database, actor: Actor, pointId: string): Promise<CountPointView> {
	const point = await findPoint(db, pointId);
	requireCovered(actor, point && pointSubject(point));
	if (!point) throw new ProblemError('notFound');
	return point;
}
