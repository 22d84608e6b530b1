import { UnitInput, type RollUpView } from '#domain/reports/report-board.ts';
import { findAdjustments } from '../../repositories/report-adjustments.ts';
import { rollUpByArea } from '../../repositories/report-roll-up.ts';
import { procedure } from '../trpc.ts';
import { sheltersRule } from './report-change.ts';
import { unitToRead } from './units.ts';

/** The figures of an area and of those right below it, with the signed lines in them. */
export const rollUp = procedure('report.read')
	.input(UnitInput)
	.query(async ({ ctx, input: { eventId, areaCode } }): Promise<RollUpView> => {
		const { db } = ctx.app;
		await unitToRead(db.prisma, ctx.actor, eventId, areaCode);
		const [tree, adjustments] = await Promise.all([
			rollUpByArea(db.prisma, eventId, areaCode, sheltersRule(ctx.app)),
			findAdjustments(db.prisma, eventId, areaCode)
		]);
		return { ...tree, adjustments, at: ctx.command.now.toISOString() };
	});
