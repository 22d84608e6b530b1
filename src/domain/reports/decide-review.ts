import type { Role } from '../access/roles.ts';
import type { EventView } from '../events/event.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { addDecimals, placesOf, type Decimal } from './decimal.ts';
import { isOfEvent } from './decide-file.ts';
import { adjusts, decidesOn } from './report-rights.ts';
import {
	reportLevelOf,
	type AdjustReportInput,
	type DecideReportInput,
	type ReportLevel,
	type ReportState
} from './report.ts';

/**
 * Whether a report may be accepted or sent back: only by who decides on its level, only while it waits, only while
 * the event is open.
 *
 * @returns its next state, or: `forbidden`, `eventClosed`, `reportDecided` (somebody was first, or a later one came)
 */
export function decideReview(
	report: { level: ReportLevel; state: ReportState },
	event: Pick<EventView, 'closedAt'>,
	command: Pick<DecideReportInput, 'decision'>,
	role: Role
): Result<Extract<ReportState, 'accepted' | 'returned'>> {
	if (!decidesOn(role, report.level)) return refuse(problem('forbidden'));
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (report.state !== 'filed') return refuse(problem('reportDecided'));
	return ok(command.decision === 'accept' ? 'accepted' : 'returned');
}

/**
 * Whether a sum may be changed by a signed line.
 *
 * @param sum the area's figure now; null where nobody says anything of it, and what it is made of
 * @param decimals how many the indicator has
 * @returns the figure after it, or: `adjustmentLevel`, `forbidden`, `eventClosed`, `areaNotInEvent`,
 *   `adjustmentNothing` (an amount of 0), `adjustmentPlaces`, `adjustmentOfShelters`, `adjustmentBelowZero`
 */
export function decideAdjustment(
	event: EventView,
	command: Pick<AdjustReportInput, 'areaCode' | 'amount'>,
	sum: { figure: Decimal | null; source: 'reports' | 'shelters' },
	role: Role,
	decimals: number
): Result<Decimal> {
	const level = reportLevelOf(command.areaCode);
	if (level === null || level === 'village') return refuse(problem('adjustmentLevel'));
	if (!adjusts(role, level)) return refuse(problem('forbidden'));
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (!isOfEvent(event, command.areaCode, level)) return refuse(problem('areaNotInEvent'));
	if (command.amount === '0') return refuse(problem('adjustmentNothing'));
	if (placesOf(command.amount) > decimals) return refuse(problem('adjustmentPlaces', { decimals }));
	if (sum.source === 'shelters') return refuse(problem('adjustmentOfShelters'));
	const now = sum.figure ?? '0';
	const after = addDecimals([now, command.amount]);
	if (after.startsWith('-')) return refuse(problem('adjustmentBelowZero', { sum: now, amount: command.amount }));
	return ok(after);
}
