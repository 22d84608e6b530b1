import type { RowIssue } from '../imports/row-issue.ts';

/** The most a register's file may hold: 100,000 people with twenty columns are some 13 MB of XLSX. */
export const REGISTER_BYTES = 24 * 1024 * 1024;
export const REGISTER_ROWS = 200_000;

/** A row of the file that has something to be looked at; masked. */
export interface RegisterRow {
	number: number;
	householdNo: string;
	name: string;
	documentNumber: string;
	areaCode: string | null;
	/** A row with errors is not taken in. */
	errors: RowIssue[];
	warnings: RowIssue[];
}

/** How many rows of a register's file are what. */
export interface RegisterCounts {
	rows: number;
	/** Rows with errors. */
	wrong: number;
	/** Rows that can be taken in but deserve a look. */
	doubtful: number;
	/** People who are new, and the households made for them. */
	persons: number;
	households: number;
	/** People who are registered already, and stay as they are. */
	known: number;
}

/** What a register's file holds, before anything is written. */
export interface RegisterPreview extends RegisterCounts {
	sheet: string | null;
	encoding: string | null;
	ignoredColumns: string[];
	/** Rows with errors first, then those with warnings; at most 500. */
	issues: RegisterRow[];
	/** This very file was taken in before. */
	before: { at: string; byName: string } | null;
}

/** What came of it. */
export type RegisterImported = RegisterCounts;
