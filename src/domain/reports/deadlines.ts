import type { EventPhase } from '../events/event.ts';
import { REPORT_LEVELS, type ReportLevel } from './report.ts';

/** What the clocks of reporting units run by (policy). */
export interface DeadlinePolicies {
	villageFirstReportMinutes: number;
	townshipFirstReportMinutes: number;
	countyFirstReportMinutes: number;
	continuedReportHours: number;
	verifiedReportDays: number;
}

/** What the clocks need to know of an event. */
export interface DeadlineEvent {
	startedAt: string;
	phase: EventPhase;
	/** Since when the situation is stable: it passed to 过渡安置 or beyond; null before. */
	stableSince: string | null;
}

/** What a unit owes next, and when at the latest. */
export interface Deadline {
	due: 'first' | 'continued' | 'verified';
	/** ISO UTC. */
	at: string;
}

const MINUTE = 60_000;

/**
 * The next report that a unit owes (law: 初报 at once, 续报 every 24 h until stable, then 核报; the hours and days are
 * policy). A report that was sent back does not stop the clock: the unit owes it anew.
 *
 * @param unit its level, when it filed the report that stands last (null without one), and whether it has verified
 * @returns null when it owes nothing: verified, or the event is closed
 */
export function deadlineOf(
	unit: { level: ReportLevel; lastAt: string | null; isVerified: boolean },
	event: DeadlineEvent,
	policies: DeadlinePolicies
): Deadline | null {
	if (event.phase === 'closed' || unit.isVerified) return null;
	if (unit.lastAt === null)
		return { due: 'first', at: after(event.startedAt, policies[`${unit.level}FirstReportMinutes`] * MINUTE) };
	if (event.stableSince !== null)
		return { due: 'verified', at: after(event.stableSince, policies.verifiedReportDays * 24 * 60 * MINUTE) };
	return { due: 'continued', at: after(unit.lastAt, policies.continuedReportHours * 60 * MINUTE) };
}

/** Whether what is owed is owed for too long. */
export function isLate(deadline: Deadline | null, now: string): boolean {
	return deadline !== null && Date.parse(now) > Date.parse(deadline.at);
}

/** Which units of an event are late, in words that a database can count them by (see `lateUnitsOf`). */
export interface LateUnits {
	/** Levels whose units are late while no report of theirs stands. */
	withoutReport: ReportLevel[];
	/**
	 * A unit that has not verified is late where the report that stands last was received before this: milliseconds of
	 * UTC; ±Infinity where it does not depend on when.
	 */
	lastBefore: number;
}

/** The units for which `isLate(deadlineOf(unit), now)` holds, told from the event alone. */
export function lateUnitsOf(event: DeadlineEvent, policies: DeadlinePolicies, now: string): LateUnits {
	const isLateWith = (level: ReportLevel, lastAt: string | null) =>
		isLate(deadlineOf({ level, lastAt, isVerified: false }, event, policies), now);
	const withoutReport = REPORT_LEVELS.filter((level) => isLateWith(level, null));
	if (event.phase !== 'closed' && event.stableSince === null)
		return { withoutReport, lastBefore: Date.parse(now) - policies.continuedReportHours * 60 * MINUTE };
	return { withoutReport, lastBefore: isLateWith('village', now) ? Infinity : -Infinity };
}

function after(moment: string, milliseconds: number): string {
	return new Date(Date.parse(moment) + milliseconds).toISOString();
}
