import type { Decimal } from '../reports/decimal.ts';

/** What a county issues of an event, with the words that stand in its masthead. */
export const DOCUMENT_KINDS = {
	bulletin: { zh: '灾情快报', en: 'Disaster bulletin' },
	table: { zh: '灾情统计表', en: 'Statistical table' }
} as const;
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** The files every document is issued as. */
export const DOCUMENT_FORMATS = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** Figures of the county or of a township as they stood; what nobody reported is absent, never 0. */
export interface AreaFigures {
	code: string;
	name: string;
	/** Villages that are to report, and those with an accepted report. */
	units: number;
	reported: number;
	/** By indicator key. */
	figures: Readonly<Record<string, Decimal>>;
}

/** A column of the table: an indicator with the words of its head. */
export interface DocumentColumn {
	key: string;
	label: string;
	unit: string;
	decimals: number;
	/** Name of the indicator's group. */
	group: string;
}

/**
 * A row: a township, how far the county's figure is from their sum, the total of the rows before it, the total of the issue
 * before, and how far this one is from it.
 */
export interface DocumentRow {
	kind: 'area' | 'adjustment' | 'total' | 'previous' | 'change';
	name: string;
	/** Villages that reported of those that are to, such as `3/15`; empty where it means nothing. */
	villages: string;
	/** One for each column; null where nobody reported. */
	cells: (Decimal | null)[];
}

export interface DocumentTable {
	columns: DocumentColumn[];
	rows: DocumentRow[];
}

export interface DocumentSection {
	heading: string;
	paragraphs: string[];
}

/** A figure of the county that is not what it was in the issue before; null where it was or is not known. */
export interface FigureChange {
	key: string;
	before: Decimal | null;
	now: Decimal | null;
}

/**
 * All that a document says, in Chinese, as official documents are. Frozen when it is issued: its files are made from
 * this alone, and its hash is over this alone.
 */
export interface DocumentContent {
	kind: DocumentKind;
	/** Which issue of its kind for its event: 1, 2, 3… */
	number: number;
	event: { id: string; name: string };
	county: string;
	title: string;
	/** 发文机关. */
	issuer: string;
	/** 文号, as the office gave it; empty without. */
	reference: string;
	/** As of when the figures are, and when it was issued (UTC). */
	asOf: string;
	issuedAt: string;
	sections: DocumentSection[];
	table: DocumentTable;
	notes: string[];
	/** 单位负责人, 填表人. */
	responsible: string;
	filledBy: string;
	/** The figures behind it, the county's first. */
	areas: AreaFigures[];
	/** The issue before, and what is not as it was there. */
	previous: { number: number; issuedAt: string } | null;
	changes: FigureChange[];
}
