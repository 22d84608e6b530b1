import type { Role } from '../access/roles.ts';
import type { EventView } from '../events/event.ts';
import { problem, type FieldProblem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { nameOfSum, type SumBelowZero } from './below-zero.ts';
import type { Catalogue } from './catalogue.ts';
import { addDecimals, formatDecimal, placesOf, subtractDecimals, type Decimal } from './decimal.ts';
import { isOfEvent } from './decide-file.ts';
import { nameOf } from './indicators.ts';
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
 * the event is open. One that takes a sum below 0, because a signed line was made on figures that fall now, is accepted
 * only by who was told so.
 *
 * @param below the sums that accepting it takes below 0
 * @returns its next state, or: `forbidden`, `eventClosed`, `reportDecided` (somebody was first, or a later one came),
 *   `reportBelowZero`
 */
export function decideReview(
	report: { level: ReportLevel; state: ReportState },
	event: Pick<EventView, 'closedAt'>,
	command: Pick<DecideReportInput, 'decision' | 'knowsBelowZero'>,
	role: Role,
	below: readonly SumBelowZero[],
	catalogue: Pick<Catalogue, 'find'>
): Result<Extract<ReportState, 'accepted' | 'returned'>> {
	if (!decidesOn(role, report.level)) return refuse(problem('forbidden'));
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (report.state !== 'filed') return refuse(problem('reportDecided'));
	if (command.decision === 'return') return ok('returned');
	const untold = below.filter((sum) => !command.knowsBelowZero?.includes(nameOfSum(sum)));
	return untold.length > 0 ? refuse(belowZeroProblem(untold, catalogue)) : ok('accepted');
}

const LEVEL_WORDS = { village: ['村', 'village'], township: ['乡镇', 'township'], county: ['县', 'county'] } as const;

function belowZeroProblem(sums: readonly SumBelowZero[], { find }: Pick<Catalogue, 'find'>): Problem {
	const fields = sums.map((sum): FieldProblem => {
		const indicator = find(sum.indicator);
		const [zh, en] = LEVEL_WORDS[reportLevelOf(sum.areaCode) ?? 'county'];
		const name = indicator ? nameOf(indicator) : { zh: sum.indicator, en: sum.indicator };
		const [now, after] = [sum.now, sum.after].map((figure) => formatDecimal(figure, indicator?.decimals ?? 0));
		return {
			path: `knowsBelowZero.${nameOfSum(sum)}`,
			zh: `${zh}“${name.zh}”由 ${now} 变为 ${after}`,
			en: `${name.en} of the ${en} from ${now} to ${after}`
		};
	});
	return problem('reportBelowZero', {}, fields);
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
	const wrong = lineProblem(event, command.areaCode, role);
	if (wrong) return refuse(wrong);
	if (command.amount === '0') return refuse(problem('adjustmentNothing'));
	if (placesOf(command.amount) > decimals) return refuse(problem('adjustmentPlaces', { decimals }));
	if (sum.source === 'shelters') return refuse(problem('adjustmentOfShelters'));
	return figureAfter(sum.figure ?? '0', command.amount);
}

/**
 * Whether a signed line may be taken back. Of an indicator that the county asks for no more, or where the shelters' word
 * counts, the line goes all the same: it stands in the books.
 *
 * @param sum the area's figure now; null where the indicator is not summed up any more
 * @returns the amount that takes it back and the figure after it, or: `adjustmentLevel`, `forbidden`, `eventClosed`,
 *   `areaNotInEvent`, `adjustmentBelowZero`
 */
export function decideReversal(
	event: EventView,
	line: { areaCode: string; amount: Decimal },
	sum: { figure: Decimal | null; source: 'reports' | 'shelters' },
	role: Role
): Result<{ amount: Decimal; figure: Decimal | null }> {
	const wrong = lineProblem(event, line.areaCode, role);
	if (wrong) return refuse(wrong);
	const amount = subtractDecimals('0', line.amount);
	if (sum.figure === null || sum.source === 'shelters') return ok({ amount, figure: sum.figure });
	const after = figureAfter(sum.figure, amount);
	return after.ok ? ok({ amount, figure: after.value }) : after;
}

/** Who writes signed lines, on what. */
function lineProblem(event: EventView, areaCode: string, role: Role): Problem | null {
	const level = reportLevelOf(areaCode);
	if (level === null || level === 'village') return problem('adjustmentLevel');
	if (!adjusts(role, level)) return problem('forbidden');
	if (event.closedAt) return problem('eventClosed');
	return isOfEvent(event, areaCode, level) ? null : problem('areaNotInEvent');
}

/** A figure with a line in it. No line takes it below 0; one that a report took there may be raised step by step. */
function figureAfter(now: Decimal, amount: Decimal): Result<Decimal> {
	const after = addDecimals([now, amount]);
	const isBelow = after.startsWith('-') && amount.startsWith('-');
	return isBelow ? refuse(problem('adjustmentBelowZero', { sum: now, amount })) : ok(after);
}
