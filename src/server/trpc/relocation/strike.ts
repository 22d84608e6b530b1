import { StrikeInput } from '#domain/relocation/relocation.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../../app.ts';
import { execute, type CommandContext } from '../../commands/execute.ts';
import { insertStrike } from '../../repositories/relocation-households.ts';
import { procedure } from '../trpc.ts';
import { relocationsToChange } from './relocations-to-change.ts';

/** Strikes a household off its list or puts it back, with a reason; `nothingToChange` where it stands so already. */
function setStruck(app: App, context: CommandContext, isStruck: boolean, input: StrikeInput) {
	const { operationId: id, relocationId, version, reason } = input;
	return execute(app, context, 'relocation.strike', { ...input, isStruck }, async (tx) => {
		const { lists, relocations } = await relocationsToChange(tx, app.keyring, context.actor, [relocationId]);
		const [before] = relocations;
		if (before!.isStruck === isStruck) throw new ProblemError('nothingToChange');
		if (before!.version !== version) throw new ProblemError('versionConflict');
		await insertStrike(tx, context, { id, relocationId, isStruck, reason });
		return {
			answer: { relocationId, version: version + 1 },
			changes: lists.map(({ id: _, ...village }) => ({ type: 'relocation.changed', village })),
			audit: lists.map(({ areaCode }) => ({
				verb: isStruck ? 'relocation.strike' : 'relocation.putBack',
				subjectType: 'relocationHousehold',
				subjectId: relocationId,
				areaCode,
				reason
			}))
		};
	});
}

/** Strikes a household off a relocation list: it counts nowhere and is not printed, and what was ticked stays. */
export const strike = procedure('relocation.strike')
	.input(StrikeInput)
	.mutation(({ ctx, input }) => setStruck(ctx.app, ctx.command, true, input));

/** Puts a household that was struck off back on its list. */
export const putBack = procedure('relocation.strike')
	.input(StrikeInput)
	.mutation(({ ctx, input }) => setStruck(ctx.app, ctx.command, false, input));
