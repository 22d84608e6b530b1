import { mergeStays } from '#domain/people/merge-people.ts';
import type { StayState } from '#domain/stays/decide-movement.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { findFirstStep, handOver, handOverConflicts } from '../repositories/person-merge.ts';
import { insertConflicts } from '../repositories/stay-conflicts.ts';
import { endStay, insertSteps } from '../repositories/stays.ts';

/** Two records of one person with their stays; places and people are locked. */
interface TwoRecords {
	keepId: string;
	mergeId: string;
	reason: string;
	stays: ReadonlyMap<string, StayState[]>;
}

/**
 * Moves the stays of one record to another and returns the places whose lists that touches. Where both are in somewhere,
 * nothing is decided here: a second name at the same place goes, two places become a conflict that a person settles.
 */
export async function mergeWhereabouts(
	tx: Tx,
	context: CommandContext,
	{ keepId, mergeId, reason, stays }: TwoRecords
): Promise<string[]> {
	const [own, other] = [stays.get(keepId) ?? [], stays.get(mergeId) ?? []];
	const merged = mergeStays(own, other);
	const now = context.now.toISOString();
	const times = { deviceTime: now, observedAt: now };
	const claim = merged.kind === 'conflict' ? merged.claim : null;
	const endedId = merged.kind === 'double' ? merged.endId : claim?.id;
	const ended = [...own, ...other].find(({ id }) => id === endedId);
	if (ended) await endStay(tx, ended.id, { state: 'out', at: ended.inObservedAt, destination: null });
	const claimStepId = claim && (await findFirstStep(tx, claim.personId, claim.id));
	await handOver(tx, mergeId, keepId);
	await handOverConflicts(tx, context, { keepId, mergeId }, reason);
	const concerned = [...own, ...other].filter(
		(stay) => stay.state !== 'out' && (stay.personId === mergeId || stay.id === endedId)
	);
	const stepIds = await insertSteps(
		tx,
		context,
		times,
		concerned.map((stay) => {
			const isClaim = stay.id === claim?.id;
			return {
				personId: keepId,
				stayId: isClaim ? null : stay.id,
				pointId: stay.pointId,
				kind: isClaim ? 'claim' : 'alreadyIn',
				reason
			};
		})
	);
	if (merged.kind === 'conflict') {
		const at = concerned.findIndex(({ id }) => id === merged.claim.id);
		await insertConflicts(tx, [
			{
				personId: keepId,
				stayId: merged.stay.id,
				stayPointId: merged.stay.pointId,
				claimPointId: merged.claim.pointId,
				claimStepId: claimStepId ?? stepIds[at]!,
				claimedAt: merged.claim.inObservedAt
			}
		]);
	}
	return [...new Set(concerned.flatMap(({ pointId, toPointId }) => (toPointId ? [pointId, toPointId] : [pointId])))];
}
