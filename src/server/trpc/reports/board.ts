import { BoardInput, type ReportBoard } from '#domain/reports/report-board.ts';
import { eventSubject } from '#domain/events/event.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findEvent } from '../../repositories/events.ts';
import { readBoard } from '../../reports/read-board.ts';
import { procedure } from '../trpc.ts';

/** Who is to report for an event, how far each chain is, and what each owes until when. */
export const board = procedure('report.read')
	.input(BoardInput)
	.query(async ({ ctx, input: { eventId } }): Promise<ReportBoard> => {
		const event = await findEvent(ctx.app.db.prisma, eventId);
		requireCovered(ctx.actor, event && eventSubject(event));
		if (!event) throw new ProblemError('notFound');
		const units = await readBoard(ctx.app, event, ctx.actor.areaCode);
		return { eventId, units, at: ctx.command.now.toISOString() };
	});
