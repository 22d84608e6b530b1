import { can } from '#domain/access/can.ts';
import { pointSubject } from '#domain/counts/count-point.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { SettleConflictInput } from '#domain/stays/commands.ts';
import { endOf } from '#domain/stays/decide-movement.ts';
import { execute } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import { findConflict, settleConflict as writeVerdict } from '../../repositories/stay-conflicts.ts';
import {
	beginStays,
	endStay,
	findRosters,
	findStays,
	insertSteps,
	lockPeople,
	lockPoints
} from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';

/**
 * A person's word on two places that say they have the same person. Who settles must have one of the sides in their
 * area. When the later side is right, the person's stay elsewhere ends and one there begins.
 */
export const settleConflict = procedure('stay.settle')
	.input(SettleConflictInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'stay.settle', input, async (tx) => {
			const shown = await findConflict(tx, input.conflictId);
			if (!shown) throw new ProblemError('notFound');
			const { personId, stayPointId, claimPointId } = shown;
			const elsewhere = (await findStays(tx, [personId])).get(personId)?.find(({ state }) => state === 'in')?.pointId;
			const ids = new Set([stayPointId, claimPointId, elsewhere].filter((id) => id !== undefined));
			const points = await lockPoints(tx, [...ids].sort());
			const claimPoint = points.find(({ id }) => id === claimPointId);
			const isSide = points.some(
				(point) => [stayPointId, claimPointId].includes(point.id) && can(actor, 'stay.settle', pointSubject(point))
			);
			if (!isSide || !claimPoint) throw new ProblemError('notFound');
			await lockPeople(tx, [personId]);
			const conflict = await findConflict(tx, input.conflictId);
			if (conflict?.settledAt !== null) throw new ProblemError('alreadySettled');

			const times = { deviceTime: now.toISOString(), observedAt: now.toISOString() };
			const open = (await findStays(tx, [personId])).get(personId)?.find(({ state }) => state === 'in');
			const { verdict, reason } = input;
			const moves = verdict === 'claim' && open?.pointId !== claimPointId;
			let begunId: string | null = null;
			if (moves) {
				if (claimPoint.closedAt) throw new ProblemError('shelterNotOpen');
				const since = conflict.claimedAt.toISOString();
				if (open) await endStay(tx, open.id, { state: 'out', at: endOf(open, since), destination: null });
				begunId = newId();
				await beginStays(tx, claimPointId, since, [{ id: begunId, personId, fromStayId: open?.id ?? null }]);
			}
			await insertSteps(
				tx,
				ctx.command,
				times,
				points.map(({ id: pointId }) => ({
					personId,
					stayId: pointId === claimPointId ? begunId : null,
					pointId,
					kind: 'settled',
					reason
				}))
			);
			await writeVerdict(tx, ctx.command, conflict.id, { verdict, reason });
			const rosters = await findRosters(tx, points);
			return {
				answer: { conflictId: conflict.id, verdict },
				changes: rosters.map((roster) => ({ type: 'stays.changed', roster })),
				audit: [
					{
						verb: 'stay.settle',
						subjectType: 'stayConflict',
						subjectId: conflict.id,
						areaCode: claimPoint.areaCode,
						after: { personId, stayPointId, claimPointId, verdict },
						reason
					}
				]
			};
		});
	});
