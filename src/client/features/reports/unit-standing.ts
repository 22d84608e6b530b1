import { isLate } from '#domain/reports/deadlines.ts';
import type { BoardUnit } from '#domain/reports/report-board.ts';

/** Where a unit stands on the board. A unit whose report waits for review is no longer late with it. */
export type UnitStanding = 'late' | 'waiting' | 'onTime' | 'done' | 'nothingYet';

/**
 * Where a unit stands: late with what it owes, waiting for review, in time, verified, or without a report while there
 * still is time.
 *
 * @param now the county's time, ISO UTC
 */
export function standingOf({ unit, deadline }: BoardUnit, now: string): UnitStanding {
	if (isLate(deadline, now)) return 'late';
	if (unit?.latest?.state === 'filed') return 'waiting';
	if (unit?.verifiedAt) return 'done';
	return unit?.latest ? 'onTime' : 'nothingYet';
}
