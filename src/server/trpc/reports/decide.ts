import { decideReview } from '#domain/reports/decide-review.ts';
import { DecideReportInput } from '#domain/reports/report.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { noteThresholds } from '../../advice/note-thresholds.ts';
import { accept, execute, requireCovered } from '../../commands/execute.ts';
import { findReport, lockUnit, writeDecision } from '../../repositories/damage-reports.ts';
import { procedure } from '../trpc.ts';
import { reportChange } from './report-change.ts';
import { unitToChange } from './units.ts';

/** Accepts a damage report, or sends it back with the reason. */
export const decide = procedure('report.decide')
	.input(DecideReportInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'report.decide', input, async (tx) => {
			const { actor, now } = ctx.command;
			const named = await findReport(tx, input.reportId);
			requireCovered(actor, named && { areas: [named.areaCode] });
			if (!named) throw new ProblemError('notFound');
			const { eventId, areaCode, level } = named;
			const { event } = await unitToChange(tx, actor, eventId, areaCode);
			await lockUnit(tx, { eventId, areaCode, level }, now);
			// Read again: somebody may have decided before the lock was had.
			const report = (await findReport(tx, input.reportId)) ?? named;
			const state = accept(decideReview(report, event, input, actor.role));
			const { reason } = input;
			const decision = { by: actor.accountId, byName: actor.name, at: now, reason };
			const version = await writeDecision(tx, report, state, decision);
			const crossed = await noteThresholds(tx, event, ctx.app.countyCode, now);
			const subject = { subjectType: 'damageReport' as const, subjectId: report.id, areaCode };
			return {
				answer: { reportId: report.id, state },
				changes: [reportChange('report.decided', { eventId, areaCode, version }, level), ...crossed],
				audit: [{ verb: 'report.decide', ...subject, before: { state: report.state }, after: { state }, reason }]
			};
		})
	);
