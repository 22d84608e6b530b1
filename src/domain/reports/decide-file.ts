import type { Role } from '../access/roles.ts';
import type { EventView } from '../events/event.ts';
import { problem, type FieldProblem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { SumBelowZero } from './below-zero.ts';
import type { Catalogue } from './catalogue.ts';
import { checkFigures, isBlocked, type Figures } from './check-figures.ts';
import { compareFigures, type SwingPolicy } from './compare-figures.ts';
import { describeBreak } from './describe-break.ts';
import { describeNeeded } from './describe-needed.ts';
import { isAskedAt } from './local-indicator.ts';
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
	/** The report that was accepted last: what the county counts, and its reviewers compare with; null without one. */
	accepted: { figures: Figures } | null;
	/** For a township or the county: what its villages' reports and the adjustments come to now. */
	sum: { figures: Figures; sources: Partial<Record<string, FigureSource>> } | null;
	/** The national indicators and the county's own. */
	catalogue: Catalogue;
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
 * observed one is kept, but does not take its place. Who may decide on a unit's reports files them as accepted. A figure
 * of an indicator that the county asks for no more is taken from a report that was made before it ended, such as one that
 * waited on a device; a zero report leaves it out. What must be explained is weighed against the report that was accepted
 * last, so that nothing gets past by being filed twice before anybody decides.
 *
 * @param observedAt when the figures were so, on the server's clock
 * @returns the report as kept, or: `forbidden`, `eventClosed`, `areaNotInEvent`, `reportEmpty`, `reportNotZero`,
 *   `reportNothingToVerify`, `reportAlreadyVerified`, `reportVerifiedAgain`, `indicatorUnknown`, `reportHasEnded`, `reportFiguresChanged`,
 *   `reportBreaksRules`, `reportNeedsReasons`
 */
export function decideFile(
	state: FilingState,
	command: FileReportInput,
	role: Role,
	observedAt: string,
	policy: SwingPolicy
): Result<FilingDecision> {
	const { event, level, unit, standing, accepted, sum, catalogue } = state;
	if (!filesFor(role, level)) return refuse(problem('forbidden'));
	if (event.closedAt) return refuse(problem('eventClosed'));
	if (!isOfEvent(event, command.areaCode, level)) return refuse(problem('areaNotInEvent'));
	if (command.isVerified && !standing) return refuse(problem('reportNothingToVerify'));
	if (unit?.verifiedAt && !command.isVerified) return refuse(problem('reportAlreadyVerified'));
	if (unit?.verifiedAt && command.note === '') return refuse(problem('reportVerifiedAgain'));
	const strange = keysProblem(Object.keys(command.figures), catalogue, observedAt);
	if (strange) return refuse(strange);
	const said = sum ?? saidBy(command, standing, catalogue);
	const wrong = sum
		? signingProblem(command, sum.figures, standing?.figures ?? null, catalogue)
		: emptyProblem(command);
	if (wrong) return refuse(wrong);
	const isOvertaken = standing !== null && Date.parse(observedAt) < Date.parse(standing.observedAt);
	const before = isOvertaken ? null : ((accepted ?? standing)?.figures ?? null);
	const broken = checkProblem(command, said.figures, before, policy, catalogue);
	if (broken) return refuse(broken);
	const number = (unit?.reports ?? 0) + 1;
	const kind = number === 1 ? 'first' : command.isVerified ? 'verified' : 'continued';
	const isAccepted = decidesOn(role, level);
	return ok({ number, kind, ...said, state: isOvertaken ? 'superseded' : isAccepted ? 'accepted' : 'filed' });
}

/** A report that would count at once waits for review where it takes a sum below 0: who decides is told before. */
export function waitIfBelowZero(decision: FilingDecision, below: readonly SumBelowZero[]): FilingDecision {
	return below.length > 0 && decision.state === 'accepted' ? { ...decision, state: 'filed' } : decision;
}

/** Whether a unit reports for an event: villages and townships within its areas, the county always. */
export function isOfEvent(event: Pick<EventView, 'areaCodes'>, areaCode: string, level: ReportLevel): boolean {
	return event.areaCodes.some(
		(code) => areaCode.startsWith(code) || (level !== 'village' && code.startsWith(areaCode))
	);
}

/** Figures of indicators that nobody asks for: unknown ones, and those that had ended when the figures were so. */
function keysProblem(keys: readonly string[], { find, local }: Catalogue, observedAt: string): Problem | null {
	const unknown = keys.filter((key) => !find(key));
	if (unknown.length > 0) return problem('indicatorUnknown', { name: unknown.join('、') });
	const ended = local.filter((one) => keys.includes(one.key) && !isAskedAt(one, observedAt));
	if (ended.length === 0) return null;
	return problem('reportHasEnded', { names: ended.map(({ zh }) => zh).join('、') });
}

function saidBy({ isZero, figures, sources }: FileReportInput, standing: FilingState['standing'], of: Catalogue) {
	if (!isZero) return { figures, sources };
	const asked = new Set(of.inUse.map(({ key }) => key));
	const still = <T>(given: Partial<Record<string, T>> = {}) =>
		Object.fromEntries(Object.entries(given).filter(([key]) => asked.has(key)));
	return { figures: still(standing?.figures), sources: still(standing?.sources) };
}

function emptyProblem({ isZero, figures }: FileReportInput): Problem | null {
	const isBlank = Object.keys(figures).length === 0;
	if (isZero) return isBlank ? null : problem('reportNotZero');
	return isBlank ? problem('reportEmpty') : null;
}

function signingProblem(
	{ isZero, figures }: FileReportInput,
	sum: Figures,
	before: Figures | null,
	{ inUse }: Catalogue
): Problem | null {
	const signed = isZero ? (before ?? {}) : figures;
	if (compareFigures(signed, sum, inUse).length === 0) return null;
	return problem(isZero ? 'reportNotZero' : 'reportFiguresChanged');
}

function checkProblem(
	command: FileReportInput,
	figures: Figures,
	before: Figures | null,
	policy: SwingPolicy,
	catalogue: Catalogue
): Problem | null {
	const { find } = catalogue;
	const breaks = checkFigures(figures, catalogue);
	const errors = breaks.filter(({ level }) => level === 'error');
	if (isBlocked(errors))
		return problem(
			'reportBreaksRules',
			{ count: errors.length },
			errors.map((of) => fieldOf(of.left.key, (locale) => describeBreak(of, locale, find)))
		);
	const explained = new Set(command.reasons.map(({ about }) => about));
	const missing = neededReasons(figures, before, policy, catalogue, breaks).filter(
		({ about }) => !explained.has(about)
	);
	if (missing.length === 0) return null;
	const fields = missing.map((of) => fieldOf(of.about, (locale) => describeNeeded(of, locale, find), 'reasons'));
	return problem('reportNeedsReasons', { count: missing.length }, fields);
}

function fieldOf(
	name: string,
	say: (locale: 'zh' | 'en') => string,
	of: 'figures' | 'reasons' = 'figures'
): FieldProblem {
	return { path: `${of}.${name}`, zh: say('zh'), en: say('en') };
}
