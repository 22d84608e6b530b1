import { lowersAny, type SumBelowZero } from '#domain/reports/below-zero.ts';
import { decideReview } from '#domain/reports/decide-review.ts';
import { DecideReportInput, type ReportView } from '#domain/reports/report.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { noteThresholds } from '../../advice/note-thresholds.ts';
import type { App } from '../../app.ts';
import { accept, execute, requireCovered } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findAccepted, findReport, lockUnit, writeDecision } from '../../repositories/damage-reports.ts';
import { findCatalogue } from '../../repositories/local-indicators.ts';
import { lockCrossings } from '../../repositories/thresholds.ts';
import { findSumsBelowZero } from '../../reports/below-zero.ts';
import { procedure } from '../trpc.ts';
import { reportChange } from './report-change.ts';
import { unitToChange } from './units.ts';

/** The sums that the report takes below 0 when it counts; what changes them otherwise waits for this decision. */
async function sumsToKnow(app: App, tx: Tx, report: ReportView): Promise<SumBelowZero[]> {
	const accepted = (await findAccepted(tx, report.eventId, report.areaCode))?.figures ?? null;
	if (!lowersAny(accepted, report.figures)) return [];
	await lockCrossings(tx, report.eventId);
	return findSumsBelowZero(app, tx, report, accepted);
}

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
			const below = input.decision === 'accept' ? await sumsToKnow(ctx.app, tx, report) : [];
			const state = accept(decideReview(report, event, input, actor.role, below, await findCatalogue(tx)));
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
