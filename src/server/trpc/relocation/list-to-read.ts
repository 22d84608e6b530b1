import type { Actor } from '#domain/access/can.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findList } from '../../repositories/relocation-lists.ts';

/** The list of a village in the actor's area; `notFound` otherwise, or where none was made. */
export async function listToRead(
	db: Pick<Tx, 'relocationList'>,
	actor: Actor,
	{ eventId, areaCode }: { eventId: string; areaCode: string }
) {
	requireCovered(actor, { areas: [areaCode] });
	const list = await findList(db, eventId, areaCode);
	if (!list) throw new ProblemError('notFound');
	return list;
}
