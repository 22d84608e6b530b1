import { UnitInput } from '#domain/reports/report-board.ts';
import { findReports } from '../../repositories/damage-reports.ts';
import { procedure } from '../trpc.ts';
import { unitToRead } from './units.ts';

/** All reports of a unit, the latest first. */
export const history = procedure('report.read')
	.input(UnitInput)
	.query(async ({ ctx, input: { eventId, areaCode } }) => {
		await unitToRead(ctx.app.db.prisma, ctx.actor, eventId, areaCode);
		return findReports(ctx.app.db.prisma, eventId, areaCode);
	});
