import type { Role } from '../access/roles.ts';
import type { EventView } from '../events/event.ts';
import { problem, type FieldProblem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { checkFigures, isBlocked, type Figures } from './check-figures.ts';
import { compareFigures, type SwingPolicy } from './compare-figures.ts';
import { describeBreak } from './describe-break.ts';
import { describeNeeded } from './describe-needed.ts';
import { neededReasons } from './needed-reasons.ts';
import { decidesOn, filesFor } from './report-rights.ts';
import type { FigureSource, FileReportInput, ReportKind, ReportLevel, ReportState, ReportUnit } from './report.ts';

/** What a report is weighed against. */
export interface FilingState {
	event: EventView;
	level: ReportLevel;
	/** The unit's chain so far; null before its first report. */
	unit: ReportUnit | null;
	/** The report that stands last, filed or accepted; null without one. */
	standing: { figures: Figures; sources: Partial<Record<string, FigureSource>>; observedAt: string } | null;
	/** For a township or the county: what its villages' reports and the adjustments come to now. */
	sum: { figures: Figures; sources: Partial<Record<string, FigureSource>> } | null;
}

/** A report as it is to be kept. */
export interface FilingDecision {
	number: number;
	kind: ReportKind;
	figures: Figures;
	sources: Partial<Record<string, FigureSource>>;
	state: ReportState;
}

/**
 * Whether a damage report is taken, and as what. A township's and the county's figures are the sum from below and
 * cannot be typed: what the reporter signs must be what the sum is. A report that reaches the county after a later
 * observed one is kept, but does not take its place. Who may decide on a unit's reports files them as accepted.
 *
 * @param observedAt when the figures were so, on the server's clock
 * @returns the report as kept, or: `forbidden`, `eventClosed`, `areaNotInEvent`, `reportEmpty`, `reportNotZero`,
 *   `reportNothingToVerify`, `reportAlreadyVerified`, `reportFiguresChanged`, `reportBreaksRules`, `reportNeedsReasons`
 */
export function decideFile(
	state: FilingState,
	command: FileReportInput,
	role: Role,
	observedAt: string,
	policy: SwingPolicy
): Result<FilingDecision> {
	const { event, level, unit, standing, sum } = state;
	if (!filesFor(role, level)) return refuse(problem('forbidden'));
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (!isOfEvent(event, command.areaCode, level)) return refuse(problem('areaNotInEvent'));
	if (command.isVerified && !standing) return refuse(problem('reportNothingToVerify'));
	if (unit?.verifiedAt && !command.isVerified) return refuse(problem('reportAlreadyVerified'));
	const said = sum ?? saidBy(command, standing);
	const wrong = sum ? signingProblem(command, sum.figures, standing?.figures ?? null) : emptyProblem(command);
	if (wrong) return refuse(wrong);
	const isOvertaken = standing !== null && Date.parse(observedAt) < Date.parse(standing.observedAt);
	const broken = checkProblem(command, said.figures, isOvertaken ? null : (standing?.figures ?? null), policy);
	if (broken) return refuse(broken);
	const number = (unit?.reports ?? 0) + 1;
	const kind = number === 1 ? 'first' : command.isVerified ? 'verified' : 'continued';
	const isAccepted = decidesOn(role, level);
	return ok({ number, kind, ...said, state: isOvertaken ? 'superseded' : isAccepted ? 'accepted' : 'filed' });
}

/** Whether a unit reports for an event: villages and townships within its areas, the county always. */
export function isOfEvent(event: Pick<EventView, 'areaCodes'>, areaCode: string, level: ReportLevel): boolean {
	return event.areaCodes.some(
		(code) => areaCode.startsWith(code) || (level !== 'village' && code.startsWith(areaCode))
	);
}

function saidBy({ isZero, figures, sources }: FileReportInput, standing: FilingState['standing']) {
	if (!isZero) return { figures, sources };
	return { figures: standing?.figures ?? {}, sources: standing?.sources ?? {} };
}

function emptyProblem({ isZero, figures }: FileReportInput): Problem | null {
	const isBlank = Object.keys(figures).length === 0;
	if (isZero) return isBlank ? null : problem('reportNotZero');
	return isBlank ? problem('reportEmpty') : null;
}

function signingProblem({ isZero, figures }: FileReportInput, sum: Figures, before: Figures | null): Problem | null {
	const signed = isZero ? (before ?? {}) : figures;
	if (compareFigures(signed, sum).length === 0) return null;
	return problem(isZero ? 'reportNotZero' : 'reportFiguresChanged');
}

function checkProblem(
	command: FileReportInput,
	figures: Figures,
	before: Figures | null,
	policy: SwingPolicy
): Problem | null {
	const breaks = checkFigures(figures);
	const errors = breaks.filter(({ level }) => level === 'error');
	if (isBlocked(errors))
		return problem(
			'reportBreaksRules',
			{ count: errors.length },
			errors.map((of) => fieldOf(of.left.key, (locale) => describeBreak(of, locale)))
		);
	const explained = new Set(command.reasons.map(({ about }) => about));
	const missing = neededReasons(figures, before, policy, breaks).filter(({ about }) => !explained.has(about));
	if (missing.length === 0) return null;
	const fields = missing.map((of) => fieldOf(of.about, (locale) => describeNeeded(of, locale), 'reasons'));
	return problem('reportNeedsReasons', { count: missing.length }, fields);
}

function fieldOf(
	name: string,
	say: (locale: 'zh' | 'en') => string,
	of: 'figures' | 'reasons' = 'figures'
): FieldProblem {
	return { path: `${of}.${name}`, zh: say('zh'), en: say('en') };
}
