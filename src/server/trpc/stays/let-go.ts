import type { Destination, MovementResult } from '#domain/stays/commands.ts';
import { decideLeaving, endOf } from '#domain/stays/decide-movement.ts';
import { accept, type CommandContext } from '../../commands/execute.ts';
import { endStay, insertSteps } from '../../repositories/stays.ts';
import type { Moved, Movement } from './move-people.ts';

/** Where people go: away, or to another place that is to say when they arrive. */
type Leaving =
	{ outcome: 'out'; destination: Destination } | { outcome: 'sent'; destination: 'transfer'; toPointId: string };

/** People leave a place: all of them, or, when one is not there, none. */
export async function letGo(context: CommandContext, movement: Movement, leaving: Leaving): Promise<Moved> {
	const { tx, point, personIds, stays, times } = movement;
	const left = accept(decideLeaving([...stays.values()].flat(), personIds, point.id));
	const { outcome, ...where } = leaving;
	for (const stay of left) await endStay(tx, stay.id, { state: outcome, at: endOf(stay, times.observedAt), ...where });
	await insertSteps(
		tx,
		context,
		times,
		left.map(({ id: stayId, personId }) => ({ personId, stayId, pointId: point.id, kind: outcome, ...where }))
	);
	return {
		results: left.map(({ personId }): MovementResult => ({ personId, outcome })),
		touched: leaving.outcome === 'sent' ? [leaving.toPointId] : []
	};
}
