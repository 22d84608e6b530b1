import { covers } from '#domain/access/can.ts';
import { eventSubject } from '#domain/events/event.ts';
import { lateUnitsOf } from '#domain/reports/deadlines.ts';
import { levelsOfWork, type ReportsToDo } from '#domain/reports/reports-to-do.ts';
import { findOpenEvents } from '../../repositories/events.ts';
import { countReportsToDo, findStableSinceOf } from '../../repositories/report-board.ts';
import { procedure } from '../trpc.ts';

/** What waits for the account in all open events: reports to file that are late, reports to decide on. */
export const toDo = procedure('report.file').query(async ({ ctx: { app, actor, command } }): Promise<ReportsToDo> => {
	const { prisma } = app.db;
	const events = (await findOpenEvents(prisma)).filter((event) => covers(actor, eventSubject(event)));
	const stable = await findStableSinceOf(
		prisma,
		events.map(({ id }) => id)
	);
	const [policies, now] = [app.policies.current(), command.now.toISOString()];
	const late = events.map(({ id, startedAt, phase }) => {
		const clock = { startedAt, phase, stableSince: stable.get(id) ?? null };
		return [id, lateUnitsOf(clock, policies, now)] as const;
	});
	return countReportsToDo(prisma, actor.areaCode, levelsOfWork(actor.role), new Map(late));
});
