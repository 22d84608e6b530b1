import type { ReportState } from '#domain/reports/report.ts';
import type { Tone } from '#client/ui/tone.ts';

/** How each state of a report is drawn. */
export const STATE_TONES: Readonly<Record<ReportState, Tone>> = {
	filed: 'info',
	accepted: 'good',
	returned: 'trouble',
	superseded: 'neutral'
};
