import { deviceSubject, ExplainGapInput } from '#domain/devices/device.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute, requireCovered } from '../../commands/execute.ts';
import { explainGap as writeExplanation, lockGap } from '../../repositories/device-gaps.ts';
import { procedure } from '../trpc.ts';

/** Notes what became of operations that never arrived: the tablet fell into the water, its storage was cleared. */
export const explainGap = procedure('device.explainGap')
	.input(ExplainGapInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'device.explainGap', input, async (tx) => {
			const { queueId, from, reason } = input;
			const gap = await lockGap(tx, queueId, from);
			requireCovered(ctx.actor, gap && deviceSubject(gap));
			if (!gap) throw new ProblemError('notFound');
			if (gap.explainedAt) throw new ProblemError('alreadySettled');
			await writeExplanation(tx, ctx.command, queueId, from, reason);
			const { deviceId: subjectId, areaCode, to } = gap;
			const subject = { subjectType: 'device' as const, subjectId, areaCode };
			return {
				answer: { queueId, from, to },
				changes: [],
				audit: [{ verb: 'device.explainGap', ...subject, after: { queueId, from, to }, reason }]
			};
		})
	);
