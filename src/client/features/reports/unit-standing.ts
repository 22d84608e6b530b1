import { isLate } from '#domain/reports/deadlines.ts';
import type { BoardUnit } from '#domain/reports/report-board.ts';

/** Where a unit stands on the board. A unit whose report waits for review is no longer late with it. */
export type UnitStanding = 'late' | 'waiting' | 'onTime' | 'done' | 'nothingYet';

/** What the board can be narrowed to. A village without a report is found by that, late or not. */
export const BOARD_FILTERS = ['all', 'late', 'waiting', 'unreported', 'onTime', 'done'] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

/** Whether a text names a filter. */
export function isBoardFilter(text: string | null): text is BoardFilter {
	return (BOARD_FILTERS as readonly (string | null)[]).includes(text);
}

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

/** A village of which no report stands: none came, or all were sent back. */
export function isUnreported({ level, unit }: BoardUnit): boolean {
	return level === 'village' && !unit?.latest;
}

/** A village of which reports came, but none was accepted yet. */
export function isFirstWaiting({ level, unit }: BoardUnit): boolean {
	return level === 'village' && Boolean(unit?.latest) && unit?.acceptedId === null;
}

/** Whether a unit is among what the board is narrowed to. */
export function isAmong(filter: BoardFilter, unit: BoardUnit, standing: UnitStanding): boolean {
	if (filter === 'unreported') return isUnreported(unit);
	return filter === 'all' || standing === filter;
}
