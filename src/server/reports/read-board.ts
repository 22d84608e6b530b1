import { deadlineOf } from '#domain/reports/deadlines.ts';
import type { EventView } from '#domain/events/event.ts';
import type { BoardUnit } from '#domain/reports/report-board.ts';
import type { App } from '../app.ts';
import { findExpectedUnits, findStableSince } from '../repositories/report-board.ts';

/** The units under an area that are to report for an event, by code, and what each owes until when. */
export async function readBoard(
	{ db, policies }: Pick<App, 'db' | 'policies'>,
	event: EventView,
	areaCode: string
): Promise<BoardUnit[]> {
	const [units, stableSince] = await Promise.all([
		findExpectedUnits(db.prisma, event.id, areaCode),
		findStableSince(db.prisma, event.id)
	]);
	const clock = { startedAt: event.startedAt, phase: event.phase, stableSince };
	return units.map(({ areaCode: code, level, unit }) => {
		const chain = { level, lastAt: unit?.latest?.at ?? null, isVerified: Boolean(unit?.verifiedAt) };
		return { areaCode: code, level, unit, deadline: deadlineOf(chain, clock, policies.current()) };
	});
}
