import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { EventKind } from '../events/event.ts';
import type { Decimal } from '../reports/decimal.ts';
import { NATIONAL_KEYS } from '../reports/indicators.ts';
import { Day, Id, line } from '../shared/fields.ts';

/** Which rows of the national statistics are meant; what is left out does not narrow. */
export const HistoryFilter = z.object({
	/** Rows of this area and all below it. */
	areaCode: AreaCode.nullable().default(null),
	kinds: z.array(EventKind).max(40).default([]),
	/** First and last day on which the disaster began. */
	from: Day.nullable().default(null),
	to: Day.nullable().default(null),
	/** Part of the area's name as the file has it. */
	text: line(60).default('')
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

export const FindHistoryInput = z.object({
	...HistoryFilter.shape,
	/** Only rows that break rules, or whose names are not understood. */
	only: z.enum(['all', 'broken', 'unmatched']).default('all'),
	importId: Id.nullable().default(null),
	offset: z.int().min(0).max(1_000_000).default(0),
	limit: z.int().min(1).max(200).default(50)
});
export type FindHistoryInput = z.infer<typeof FindHistoryInput>;

/** A row as it was loaded, with what its names stand for. */
export interface HistoryRowView {
	id: string;
	areaName: string;
	kindName: string;
	parentName: string;
	timeText: string;
	areaCode: string | null;
	eventKind: EventKind | null;
	startedOn: string | null;
	isAggregate: boolean;
	figures: Record<string, Decimal>;
	breaks: number;
	isReplaced: boolean;
}

/** By what rows are put together: areas at a level, kinds, years or months. */
export const HISTORY_DIMENSIONS = ['province', 'city', 'county', 'township', 'kind', 'year', 'month'] as const;
export type HistoryDimension = (typeof HISTORY_DIMENSIONS)[number];

export const PivotInput = z.object({
	...HistoryFilter.shape,
	/** What each line of the table is. */
	by: z.enum(HISTORY_DIMENSIONS),
	/** What each column is: the indicators chosen, or another dimension for the first of them. */
	across: z.enum(['indicator', ...HISTORY_DIMENSIONS]).default('indicator'),
	indicators: z.array(z.enum(NATIONAL_KEYS)).min(1).max(8)
});
export type PivotInput = z.infer<typeof PivotInput>;

/** A member of a dimension: a code, kind, `2020` or `2020-06`; null gathers what has none. */
export interface PivotMember {
	key: string | null;
	/** Name of an area; null for other dimensions, whose keys speak for themselves. */
	name: string | null;
}

export interface Pivot {
	lines: PivotMember[];
	columns: PivotMember[];
	/** Sums by line and column; null where no row has a figure. */
	cells: (Decimal | null)[][];
	/** Sums of each column over all lines. */
	totals: (Decimal | null)[];
	/** Rows that were summed. */
	rows: number;
}

/** As many areas as one question may ask the shapes of: some take a file of their own to be read. */
export const MOST_SHAPES = 40;

/** Shapes of areas for a map of the statistics. */
export const AreaShapesInput = z.object({ codes: z.array(AreaCode).min(1).max(MOST_SHAPES) });

/** Loaded statistics handed out in the layout they came in: a whole import, or the rows that fit. */
export const ExportHistoryInput = z.object({
	...HistoryFilter.shape,
	importId: Id.nullable().default(null),
	/** `csv` carries HXL tags. */
	format: z.enum(['xlsx', 'csv'])
});
export type ExportHistoryInput = z.infer<typeof ExportHistoryInput>;
