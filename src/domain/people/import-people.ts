import { z } from 'zod';
import type { RowIssue } from '../imports/row-issue.ts';
import { Id, line } from '../shared/fields.ts';

/** The most a register's file may hold: 100,000 people with twenty columns are some 13 MB of XLSX. */
export const REGISTER_BYTES = 24 * 1024 * 1024;
export const REGISTER_ROWS = 200_000;
/** A request with such a file, and what stands around it in a form. */
export const UPLOAD_BYTES = REGISTER_BYTES + 64 * 1024;

/** A register's file. It travels as it is, in a form, for base64 would make it a third larger. */
const RegisterFile = z.object({
	fileName: line(200).min(1),
	file: z.instanceof(Blob).refine(({ size }) => size > 0 && size <= REGISTER_BYTES),
	/** What the progress is asked for by. */
	progressId: Id
});

/** The fields of a form by name. */
const fieldsOf = (form: unknown) => (form instanceof FormData ? Object.fromEntries(form.entries()) : form);

export const PreviewPeopleInput = z.preprocess(fieldsOf, RegisterFile);

/** Taking in a register: all rows or none, or the valid ones only. */
export const ImportPeopleInput = z.preprocess(
	fieldsOf,
	RegisterFile.extend({ operationId: Id, mode: z.enum(['all', 'valid']) })
);

/** How far the reading or taking in of a file is. */
export interface ImportProgress {
	/** Another file is being worked on first. */
	isWaiting: boolean;
	/** People who were read so far. */
	rows: number;
}

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

/** Somebody of the file whose document is registered already; masked. */
export interface KnownRow {
	number: number;
	householdNo: string;
	name: string;
	documentNumber: string;
	/** Whether the registered name is the same: if not, one of the two numbers may be wrong. */
	isSameName: boolean;
	/** The registered person, where the account may see them. */
	registered: { personId: string; name: string } | null;
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
	/** How many of those registered already have another name there. */
	otherNames: number;
	/** Those who are registered already by their document, other names first; at most 200. */
	knownRows: KnownRow[];
	/** This very file was taken in before. */
	before: { at: string; byName: string } | null;
}

/** What came of it. */
export type RegisterImported = RegisterCounts;
