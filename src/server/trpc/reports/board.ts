import { deadlineOf } from '#domain/reports/deadlines.ts';
import { BoardInput, type ReportBoard } from '#domain/reports/report-board.ts';
import { eventSubject } from '#domain/events/event.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import { findEvent } from '../../repositories/events.ts';
import { findExpectedUnits, findStableSince } from '../../repositories/report-board.ts';
import { procedure } from '../trpc.ts';

/** Who is to report for an event, how far each chain is, and what each owes until when. */
export const board = procedure('report.read')
	.input(BoardInput)
	.query(async ({ ctx, input: { eventId } }): Promise<ReportBoard> => {
		const { db, policies } = ctx.app;
		const event = await findEvent(db.prisma, eventId);
		requireCovered(ctx.actor, event && eventSubject(event));
		if (!event) throw new ProblemError('notFound');
		const [units, stableSince] = await Promise.all([
			findExpectedUnits(db.prisma, eventId, ctx.actor.areaCode),
			findStableSince(db.prisma, eventId)
		]);
		const clock = { startedAt: event.startedAt, phase: event.phase, stableSince };
		return {
			eventId,
			at: ctx.command.now.toISOString(),
			units: units.map(({ areaCode, level, unit }) => {
				const chain = { level, lastAt: unit?.latest?.at ?? null, isVerified: Boolean(unit?.verifiedAt) };
				return { areaCode, level, unit, deadline: deadlineOf(chain, clock, policies.current()) };
			})
		};
	});
