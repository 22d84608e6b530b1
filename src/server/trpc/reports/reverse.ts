import { decideReversal } from '#domain/reports/decide-review.ts';
import { ReverseAdjustmentInput } from '#domain/reports/report.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { noteThresholds } from '../../advice/note-thresholds.ts';
import { accept, execute, requireCovered } from '../../commands/execute.ts';
import { lockUnit } from '../../repositories/damage-reports.ts';
import { findAdjustment, insertAdjustment } from '../../repositories/report-adjustments.ts';
import { procedure } from '../trpc.ts';
import { reportChange } from './report-change.ts';
import { lockSum } from './sum-of.ts';
import { unitToChange } from './units.ts';

/** Takes a signed line back by a line of the opposite amount. */
export const reverse = procedure('report.adjust')
	.input(ReverseAdjustmentInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'report.adjust', input, async (tx) => {
			const { actor, now } = ctx.command;
			const { operationId: id, adjustmentId: reversesId, reason } = input;
			const named = await findAdjustment(tx, reversesId);
			requireCovered(actor, named && { areas: [named.areaCode] });
			if (!named) throw new ProblemError('notFound');
			const { eventId, areaCode, indicator } = named;
			const { event, level } = await unitToChange(tx, actor, eventId, areaCode);
			const unit = await lockUnit(tx, { eventId, areaCode, level }, now);
			if ((await findAdjustment(tx, reversesId))?.isReversed !== false) throw new ProblemError('adjustmentReversed');
			const sum = await lockSum(ctx.app, tx, named);
			const { amount, figure } = accept(decideReversal(event, named, sum, actor.role));
			await insertAdjustment(tx, ctx.command, { id, eventId, areaCode, indicator, amount, reason, reversesId });
			const crossed = await noteThresholds(
				tx,
				event,
				ctx.app.countyCode,
				now,
				figure === null ? undefined : sum.with(amount)
			);
			const subject = { subjectType: 'reportAdjustment' as const, subjectId: reversesId, areaCode };
			const [before, after] = [
				{ indicator, figure: sum.figure },
				{ indicator, amount, figure }
			];
			return {
				answer: { adjustmentId: id, figure },
				changes: [
					reportChange('report.adjusted', { eventId, areaCode, version: unit?.version ?? 0 }, level),
					...crossed
				],
				audit: [{ verb: 'report.adjust', ...subject, before, after, reason }]
			};
		})
	);
