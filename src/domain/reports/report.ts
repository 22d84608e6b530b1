import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { Command, Id, line, Moment, Reason } from '../shared/fields.ts';
import { decimalOf, type Decimal } from './decimal.ts';
import type { Figures } from './check-figures.ts';
import { IndicatorKey } from './local-indicator.ts';

/** Levels that report, from below (村 → 乡镇 → 县). */
export const REPORT_LEVELS = ['village', 'township', 'county'] as const;
export type ReportLevel = (typeof REPORT_LEVELS)[number];

/** 初报, 续报 and 核报 (law). */
export const REPORT_KINDS = {
	first: { zh: '初报', en: 'First report' },
	continued: { zh: '续报', en: 'Continued report' },
	verified: { zh: '核报', en: 'Verified report' }
} as const;
export type ReportKind = keyof typeof REPORT_KINDS;

/** How far a report has come. A later report takes the place of one that nobody has decided on. */
export const REPORT_STATES = {
	filed: { zh: '待审核', en: 'Waiting for review' },
	accepted: { zh: '已通过', en: 'Accepted' },
	returned: { zh: '已退回', en: 'Sent back' },
	superseded: { zh: '已被后一期代替', en: 'Replaced by the next' }
} as const;
export type ReportState = keyof typeof REPORT_STATES;

/** Where a figure comes from, where it is not the unit's own count. */
export const FIGURE_SOURCES = {
	estimate: { zh: '估计', en: 'Estimate' },
	phone: { zh: '电话报来', en: 'By telephone' },
	shelters: { zh: '安置点登记', en: 'From the shelters' },
	sum: { zh: '下级汇总', en: 'Sum of those below' }
} as const;
export type FigureSource = keyof typeof FIGURE_SOURCES;

/** A figure as it is typed and travels: an exact plain decimal (`12`, `0.5`); put into its one canonical form. */
export const FigureText = z
	.string()
	.max(60)
	.transform((text, context): Decimal => {
		const figure = decimalOf(text);
		if (figure !== null) return figure;
		context.addIssue({ code: 'custom', message: 'notANumber' });
		return z.NEVER;
	});

/** Why something that needs an explanation is right all the same; `about` names it (see `neededReasons`). */
export const ReportReason = z.object({ about: z.string().min(1).max(200), reason: Reason });
export type ReportReason = z.infer<typeof ReportReason>;

/** Files a damage report of a village, a township or the county. */
export const FileReportInput = Command.extend({
	eventId: Id,
	/** The reporting unit: a village (12 digits), a township (9) or the county (6). */
	areaCode: AreaCode,
	/** 核报: the figures have been checked on the spot, household by household. */
	isVerified: z.boolean().default(false),
	/** 零报告: nothing changed since the report before; carries no figures. */
	isZero: z.boolean().default(false),
	figures: z.partialRecord(IndicatorKey, FigureText).default({}),
	/** Figures that are not the unit's own count. */
	sources: z.partialRecord(IndicatorKey, z.enum(['estimate', 'phone'])).default({}),
	reasons: z.array(ReportReason).max(200).default([]),
	note: line(1000).default(''),
	/** The report that the reporter went on from; left out for the first. */
	basisId: Id.nullish(),
	/** What the device's clock said when it was made. */
	deviceTime: Moment,
	/** What the device's clock says at this sending. Not part of the report. */
	sentAt: Moment.optional()
});
export type FileReportInput = z.infer<typeof FileReportInput>;

/** What is answered to a report. */
export interface FileReportAnswer {
	reportId: string;
	number: number;
	kind: ReportKind;
	state: ReportState;
}

/** Accepts a report, or sends it back with the reason. */
export const DecideReportInput = Command.extend({
	reportId: Id,
	decision: z.enum(['accept', 'return']),
	reason: line(500).default(''),
	/** The sums of which the decider was told that accepting takes them below 0 (`nameOfSum`). */
	knowsBelowZero: z.array(z.string().max(60)).max(300).optional()
}).refine(({ decision, reason }) => decision === 'accept' || reason !== '', { path: ['reason'] });
export type DecideReportInput = z.infer<typeof DecideReportInput>;

/** Changes the sum of a township or the county by a signed line, with its reason. */
export const AdjustReportInput = Command.extend({
	eventId: Id,
	areaCode: AreaCode,
	indicator: IndicatorKey,
	amount: FigureText,
	reason: Reason
});
export type AdjustReportInput = z.infer<typeof AdjustReportInput>;

/** Takes an adjustment back, with the reason. */
export const ReverseAdjustmentInput = Command.extend({ adjustmentId: Id, reason: Reason });

/** A reporting unit and how far its chain is. */
export interface ReportUnit {
	eventId: string;
	areaCode: string;
	level: ReportLevel;
	/** How many reports it has filed, those that were sent back among them. */
	reports: number;
	/** The report that stands last, filed or accepted; null when all were sent back. */
	latest: { id: string; number: number; kind: ReportKind; state: ReportState; at: string } | null;
	/** When its first report was received. */
	firstAt: string;
	/** The report whose figures are summed up. */
	acceptedId: string | null;
	verifiedAt: string | null;
	version: number;
}

/** A report without its figures, as a list shows it. */
export interface ReportSummary {
	id: string;
	eventId: string;
	areaCode: string;
	level: ReportLevel;
	number: number;
	kind: ReportKind;
	isZero: boolean;
	state: ReportState;
	/** When the figures were so, on the server's clock. */
	observedAt: string;
	receivedAt: string;
	accountName: string;
	decidedAt: string | null;
	decidedByName: string | null;
	decisionReason: string;
}

/** A report as filed. */
export interface ReportView extends ReportSummary {
	figures: Figures;
	sources: Partial<Record<string, FigureSource>>;
	reasons: ReportReason[];
	note: string;
	basisId: string | null;
	deviceTime: string;
}

/** A signed line beside the reports. */
export interface AdjustmentView {
	id: string;
	areaCode: string;
	indicator: string;
	amount: Decimal;
	reason: string;
	/** The line that this one takes back. */
	reversesId: string | null;
	/** The line that takes this one back. */
	reversedById: string | null;
	accountName: string;
	at: string;
}

/** That a unit's chain or its adjustments changed; figures are asked for when they are looked at. */
export interface ReportChange {
	eventId: string;
	areaCode: string;
	level: ReportLevel;
	/** Of the unit; 0 where it has filed nothing and only an adjustment was made. */
	version: number;
}

/** The level that a unit reports at; null for a province or a city, which report elsewhere. */
export function reportLevelOf(areaCode: string): ReportLevel | null {
	if (areaCode.length === 12) return 'village';
	if (areaCode.length === 9) return 'township';
	return areaCode.length === 6 ? 'county' : null;
}
