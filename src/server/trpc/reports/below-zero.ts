import { z } from 'zod';
import { covers } from '#domain/access/can.ts';
import type { SumBelowZeroView } from '#domain/reports/below-zero.ts';
import { Id } from '#domain/shared/fields.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findAccepted, findReport } from '../../repositories/damage-reports.ts';
import { findLoweringLines } from '../../repositories/report-adjustments.ts';
import { findSumsBelowZero } from '../../reports/below-zero.ts';
import { procedure } from '../trpc.ts';

/** Which sums accepting a report takes below 0, and the signed lines that could be taken back before. */
export const belowZero = procedure('report.decide')
	.input(z.object({ reportId: Id }))
	.query(async ({ ctx: { app, actor }, input }): Promise<SumBelowZeroView[]> => {
		const { prisma } = app.db;
		const report = await findReport(prisma, input.reportId);
		requireCovered(actor, report && { areas: [report.areaCode] });
		if (!report) throw new ProblemError('notFound');
		if (report.state !== 'filed') return [];
		const { eventId } = report;
		const accepted = await findAccepted(prisma, eventId, report.areaCode);
		const sums = await findSumsBelowZero(app, prisma, report, accepted?.figures ?? null);
		return Promise.all(
			sums.map(async (sum) => {
				const isOwn = covers(actor, { areas: [sum.areaCode] });
				return { ...sum, lines: isOwn ? await findLoweringLines(prisma, eventId, sum) : [] };
			})
		);
	});
