import { scopeOf } from '#domain/people/find-people.ts';
import { decideCheckIn } from '#domain/stays/decide-movement.ts';
import type { MovementResult } from '#domain/stays/commands.ts';
import type { CommandContext } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import { widenScope } from '../../repositories/people.ts';
import { insertConflicts } from '../../repositories/stay-conflicts.ts';
import { beginStays, endWays, insertSteps, type NewStep } from '../../repositories/stays.ts';
import type { Moved, Movement } from './move-people.ts';

const STEP_OF = { in: 'in', alreadyIn: 'alreadyIn', late: 'late', conflict: 'claim' } as const;

/**
 * People arrive at a place: stays begin, ways end, and where another place has the same person both sides are kept as
 * a conflict. From then on the place sees these people.
 */
export async function takeIn(context: CommandContext, movement: Movement): Promise<Moved> {
	const { tx, point, personIds, stays, times } = movement;
	const decided = personIds.map((personId) => {
		const known = stays.get(personId) ?? [];
		const decision = decideCheckIn(known, point.id, times.observedAt);
		const otherId = decision.outcome === 'in' ? decision.followsId : decision.stayId;
		const other = known.find(({ id }) => id === otherId);
		return { personId, decision, other, stayId: decision.outcome === 'in' ? newId() : null };
	});
	const steps = decided.map(({ personId, decision, other, stayId }): NewStep => {
		const isArrival = decision.outcome === 'in' && other !== undefined;
		const ofStay = decision.outcome === 'conflict' ? null : (stayId ?? other?.id ?? null);
		return { personId, stayId: ofStay, pointId: point.id, kind: isArrival ? 'arrived' : STEP_OF[decision.outcome] };
	});
	const stepIds = await insertSteps(tx, context, times, steps);
	const begun = decided.flatMap(({ personId, stayId, other }) =>
		stayId ? [{ id: stayId, personId, fromStayId: other?.id ?? null }] : []
	);
	await beginStays(tx, point.id, times.observedAt, begun);
	await endWays(
		tx,
		begun.flatMap(({ fromStayId }) => fromStayId ?? [])
	);
	await insertConflicts(
		tx,
		decided.flatMap(({ personId, decision, other }, at) =>
			decision.outcome === 'conflict' && other
				? [
						{
							personId,
							stayId: other.id,
							stayPointId: other.pointId,
							claimPointId: point.id,
							claimStepId: stepIds[at]!,
							claimedAt: times.observedAt
						}
					]
				: []
		)
	);
	await widenScope(tx, personIds, scopeOf(point.areaCode));
	const results = decided.map(({ personId, decision }): MovementResult => ({ personId, outcome: decision.outcome }));
	return { results, touched: decided.flatMap(({ other }) => (other ? [other.pointId] : [])) };
}
