import { z } from 'zod';
import { ProblemError } from '#domain/shared/problems.ts';
import { Id } from '#domain/shared/fields.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findReport } from '../../repositories/damage-reports.ts';
import { procedure } from '../trpc.ts';

/** A report with its figures. */
export const get = procedure('report.read')
	.input(z.object({ reportId: Id }))
	.query(async ({ ctx, input }) => {
		const report = await findReport(ctx.app.db.prisma, input.reportId);
		requireCovered(ctx.actor, report && { areas: [report.areaCode] });
		if (!report) throw new ProblemError('notFound');
		return report;
	});
