import type { Change } from '#domain/changes/change.ts';
import type { SwingPolicy } from '#domain/reports/compare-figures.ts';
import type { ReportChange, ReportLevel } from '#domain/reports/report.ts';
import type { App } from '../../app.ts';
import type { SheltersRule } from '../../repositories/report-roll-up.ts';

/** Tells of a unit's chain or adjustments; figures stay with who asks for them. */
export function reportChange(
	type: 'report.filed' | 'report.decided' | 'report.adjusted',
	unit: Omit<ReportChange, 'level'>,
	level: ReportLevel
): Change {
	return { type, report: { ...unit, level } };
}

/** What counts as a swing, by the policies in force. */
export function swingPolicyOf(app: Pick<App, 'policies'>): SwingPolicy {
	const { swingPercent, swingAtLeast } = app.policies.current();
	return { sharePercent: swingPercent, atLeast: swingAtLeast };
}

/** How the county's figures of the sheltered come about, by the policies in force. */
export function sheltersRule(app: Pick<App, 'policies'>): SheltersRule {
	const { takeSheltersCounts, disputeWindowMinutes } = app.policies.current();
	return {
		isTaken: takeSheltersCounts >= 1,
		isEverTaken: takeSheltersCounts === 2,
		windowMinutes: disputeWindowMinutes
	};
}
