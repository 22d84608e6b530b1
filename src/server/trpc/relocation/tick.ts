import { observationTime } from '#domain/counts/take-observation.ts';
import { TickInput, type TickAnswer } from '#domain/relocation/relocation.ts';
import { stateOf, takeTick } from '#domain/relocation/take-tick.ts';
import type { App } from '../../app.ts';
import { execute, type CommandContext } from '../../commands/execute.ts';
import { insertTick } from '../../repositories/relocation-households.ts';
import { procedure } from '../trpc.ts';
import { relocationsToChange } from './relocations-to-change.ts';

/**
 * Keeps a helper's word on a household; words that say otherwise and were not seen stand beside it. A household that
 * was struck off meanwhile is ticked all the same: its helper, without a network, could not know.
 */
export function recordTick(app: App, context: CommandContext, input: TickInput): Promise<TickAnswer> {
	const { sentAt, ...command } = input;
	const { operationId: id, relocationId, state, reason, seenIds, deviceTime } = command;
	return execute(app, context, 'relocation.tick', command, async (tx) => {
		const { actor, now } = context;
		const { lists, relocations } = await relocationsToChange(tx, app.keyring, actor, [relocationId]);
		const before = relocations[0]!.standing;
		const observedAt = observationTime(deviceTime, sentAt, now.toISOString());
		const tick = { id, relocationId, state, reason, seenIds, deviceTime, observedAt, accountId: actor.accountId };
		const standing = takeTick(before, tick);
		await insertTick(tx, context, tick, standing);
		const isDisputed = standing.length > 1;
		return {
			answer: { relocationId, tickId: id, isDisputed },
			changes: lists.map(({ id: _, ...village }) => ({ type: 'relocation.changed', village })),
			audit: lists.map(({ areaCode }) => ({
				verb: 'relocation.tick',
				subjectType: 'relocationHousehold',
				subjectId: relocationId,
				areaCode,
				before: { state: stateOf(before) },
				after: { said: state, state: stateOf(standing), isDisputed },
				reason
			}))
		};
	});
}

/** Ticks a household of a relocation list off, or takes the tick back. */
export const tick = procedure('relocation.tick')
	.input(TickInput)
	.mutation(({ ctx, input }) => recordTick(ctx.app, ctx.command, input));
