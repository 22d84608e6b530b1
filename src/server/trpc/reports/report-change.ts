import type { Change } from '#domain/changes/change.ts';
import type { SwingPolicy } from '#domain/reports/compare-figures.ts';
import type { ReportChange, ReportLevel } from '#domain/reports/report.ts';
import type { App } from '../../app.ts';

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

/** Whether the county's figures of the sheltered come from the shelters' counts, by the policy in force. */
export function takesShelters(app: Pick<App, 'policies'>): boolean {
	return app.policies.current().takeSheltersCounts === 1;
}
