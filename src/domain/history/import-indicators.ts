import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { EventKind } from '../events/event.ts';
import type { Break } from '../reports/check-figures.ts';
import type { Decimal } from '../reports/decimal.ts';
import { Command, line } from '../shared/fields.ts';

const BYTES = 5 * 1024 * 1024;

/** An export of the national statistics, as base64: 5 MB of it fit into the body limit of 8 MB. */
export const IndicatorFile = z.object({
	fileName: line(200).min(1),
	content: z
		.string()
		.max(Math.ceil(BYTES / 3) * 4)
		.regex(/^[A-Za-z0-9+/]*={0,2}$/)
});
export type IndicatorFile = z.infer<typeof IndicatorFile>;

/** Loading a file as a whole. */
export const ImportIndicatorsInput = Command.extend(IndicatorFile.shape);
export type ImportIndicatorsInput = z.infer<typeof ImportIndicatorsInput>;

/** What a name of the statistics stands for, said by hand and remembered for all files. */
export const MapNameInput = Command.extend({
	of: z.discriminatedUnion('what', [
		z.object({ what: z.literal('area'), name: line(100).min(1), parent: line(200), code: AreaCode }),
		z.object({ what: z.literal('kind'), name: line(100).min(1), kind: EventKind })
	])
});
export type MapNameInput = z.infer<typeof MapNameInput>;

/** How an area's name came to its code. */
export type AreaMatch = 'code' | 'exact' | 'short' | 'byHand' | 'none' | 'several';

/** A name of the file's areas, with the area it is said to lie in. */
export interface AreaName {
	name: string;
	parent: string;
	match: AreaMatch;
	code: string | null;
	/** The name in the national division. */
	division: string | null;
	/** Where several would do. */
	candidates: { code: string; name: string }[];
	rows: number;
}

export interface KindName {
	name: string;
	kind: EventKind | null;
	rows: number;
}

/** A column whose 合计 is not what its rows add up to. */
export interface TotalDifference {
	key: string;
	/** As the file gives it; null when blank. */
	given: Decimal | null;
	sum: Decimal;
}

/** The 合计 row held against the columns. */
export interface TotalCheck {
	row: number;
	/** Which rows add up to it: all, the outermost or the innermost of indented names. */
	over: 'all' | 'outermost' | 'innermost';
	rows: number;
	columns: number;
	differences: TotalDifference[];
}

/** What stands in the way of loading: a place in the file and what to do about it. */
export interface FileProblem {
	row: number;
	column: string;
	zh: string;
	en: string;
}

export interface RowBreaks {
	row: number;
	area: string;
	kind: string;
	breaks: Break[];
}

/** What a file holds and what loading it would do; nothing is written. */
export interface IndicatorPreview {
	sheet: string | null;
	encoding: string | null;
	/** Rows with figures, without 合计. */
	rows: number;
	indicators: number;
	areas: { matched: number; unmatched: number; names: AreaName[] };
	kinds: { matched: number; unmatched: number; names: KindName[] };
	/** Texts of 灾害发生时间 that no day can be read from. */
	times: { read: number; unread: number; texts: string[] };
	totals: TotalCheck[];
	/** Rows of the file by the rule they break. */
	breaksByRule: { rule: string; level: 'error' | 'warning'; rows: number; isOftenBroken: boolean }[];
	rowsWithBreaks: number;
	/** The first 500 rows with breaks. */
	breaks: RowBreaks[];
	/** While there is one, nothing is loaded; the first 100. */
	problems: FileProblem[];
	problemCount: number;
	/** What was understood otherwise than written, such as thousands separators. */
	notes: { zh: string; en: string }[];
	ignoredColumns: string[];
	/** Against what is loaded already. */
	effect: ImportEffect;
}

/** What loading adds: rows that do not stand yet, rows that stand as given, and standing ones that these replace. */
export interface ImportEffect {
	added: number;
	known: number;
	/** Earlier rows of the same area, kind and time with other figures: kept, but no longer counted. */
	replaced: number;
}
