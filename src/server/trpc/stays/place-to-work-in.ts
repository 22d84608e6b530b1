import type { Actor } from '#domain/access/can.ts';
import { pointSubject, type CountPointView } from '#domain/counts/count-point.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { lockPoints } from '../../repositories/stays.ts';

/** A place in the actor's area, locked. @throws ProblemError `notFound`, `shelterNotOpen` */
export async function placeToWorkIn(tx: Tx, actor: Actor, pointId: string): Promise<CountPointView> {
	const [point] = await lockPoints(tx, [pointId]);
	requireCovered(actor, point && pointSubject(point));
	if (!point) throw new ProblemError('notFound');
	if (point.closedAt) throw new ProblemError('shelterNotOpen');
	return point;
}
