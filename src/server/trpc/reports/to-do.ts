import { covers } from '#domain/access/can.ts';
import { eventSubject } from '#domain/events/event.ts';
import { countToDo, type ReportsToDo } from '#domain/reports/reports-to-do.ts';
import { findOpenEvents } from '../../repositories/events.ts';
import { readBoard } from '../../reports/read-board.ts';
import { procedure } from '../trpc.ts';

/** What waits for the account in all open events: reports to file that are late, reports to decide on. */
export const toDo = procedure('report.file').query(async ({ ctx: { app, actor, command } }): Promise<ReportsToDo> => {
	const events = (await findOpenEvents(app.db.prisma)).filter((event) => covers(actor, eventSubject(event)));
	const boards = await Promise.all(events.map((event) => readBoard(app, event, actor.areaCode)));
	return countToDo(boards.flat(), actor.role, command.now.toISOString());
});
