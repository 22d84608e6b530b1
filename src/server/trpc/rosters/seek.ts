import { ProblemError } from '#domain/shared/problems.ts';
import { SeekCandidatesInput } from '#domain/rosters/roster.ts';
import { execute } from '../../commands/execute.ts';
import { findRosters } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';
import { seekCandidates } from './seek-candidates.ts';

/** Looks again for people of the same name and village, as after people were registered. */
export const seek = procedure('roster.seek')
	.input(SeekCandidatesInput)
	.mutation(async ({ ctx, input }) => {
		const { actor } = ctx.command;
		await execute(ctx.app, ctx.command, 'roster.seek', input, async (tx) => {
			const [roster] = await findRosters(tx, actor, { rosterId: input.rosterId });
			if (!roster) throw new ProblemError('notFound');
			const subject = { subjectType: 'roster' as const, subjectId: roster.id, areaCode: actor.areaCode };
			return { answer: null, changes: [], audit: [{ verb: 'roster.seek', ...subject }] };
		});
		return { proposed: await seekCandidates(ctx.app, input.rosterId, actor.areaCode) };
	});
