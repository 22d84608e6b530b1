import { findInUse } from '#domain/reports/change-indicators.ts';
import { decideAdjustment } from '#domain/reports/decide-review.ts';
import { AdjustReportInput } from '#domain/reports/report.ts';
import { noteThresholds } from '../../advice/note-thresholds.ts';
import { accept, execute } from '../../commands/execute.ts';
import { findCatalogue } from '../../repositories/local-indicators.ts';
import { insertAdjustment } from '../../repositories/report-adjustments.ts';
import { procedure } from '../trpc.ts';
import { lockUnit } from '../../repositories/damage-reports.ts';
import { reportChange } from './report-change.ts';
import { lockSum } from './sum-of.ts';
import { unitToChange } from './units.ts';

/** Changes the sum of a township or the county by a signed line of its own. */
export const adjust = procedure('report.adjust')
	.input(AdjustReportInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'report.adjust', input, async (tx) => {
			const { actor, now } = ctx.command;
			const { operationId: id, eventId, areaCode, indicator, amount, reason } = input;
			const { event, level } = await unitToChange(tx, actor, eventId, areaCode);
			const unit = await lockUnit(tx, { eventId, areaCode, level }, now);
			const { decimals } = accept(findInUse(await findCatalogue(tx), indicator));
			const sum = await lockSum(ctx.app, tx, input);
			const after = accept(decideAdjustment(event, input, sum, actor.role, decimals));
			await insertAdjustment(tx, ctx.command, { id, eventId, areaCode, indicator, amount, reason, reversesId: null });
			const crossed = await noteThresholds(tx, event, ctx.app.countyCode, now, sum.with(amount));
			return {
				answer: { adjustmentId: id, figure: after },
				changes: [
					reportChange('report.adjusted', { eventId, areaCode, version: unit?.version ?? 0 }, level),
					...crossed
				],
				audit: [
					{
						verb: 'report.adjust',
						subjectType: 'reportAdjustment',
						subjectId: id,
						areaCode,
						before: { indicator, figure: sum.figure },
						after: { indicator, amount, figure: after },
						reason
					}
				]
			};
		})
	);
