import { z } from 'zod';
import type { RowIssue } from '../imports/row-issue.ts';
import { Command, line } from '../shared/fields.ts';
import type { ShelterKind, ShelterService } from './shelter.ts';

const BYTES = 5 * 1024 * 1024;

/** A file to import, as base64: 5 MB of it fit into the body limit of 8 MB with room to spare. */
export const ImportFile = z.object({
	fileName: line(200).min(1),
	content: z
		.string()
		.max(Math.ceil(BYTES / 3) * 4)
		.regex(/^[A-Za-z0-9+/]*={0,2}$/),
	/** What coordinates of rows that do not say are in: WGS84/CGCS2000, or GCJ-02 (from web maps), to be converted. */
	datum: z.enum(['wgs84', 'gcj02']).default('wgs84')
});
export type ImportFile = z.infer<typeof ImportFile>;

/** Importing the shelters of a file: all rows or none, or the valid ones only. */
export const ImportSheltersInput = Command.extend({ ...ImportFile.shape, mode: z.enum(['all', 'valid']) });
export type ImportSheltersInput = z.infer<typeof ImportSheltersInput>;

/** A row of the file as it would be registered. */
export interface ImportPreviewRow {
	/** Number of the row in the file. */
	number: number;
	name: string;
	kind: ShelterKind | null;
	areaCode: string | null;
	lng: number | null;
	lat: number | null;
	capacity: number | null;
	services: ShelterService[];
	/** A row with errors is not imported. */
	errors: RowIssue[];
	/** Warnings ask for a look but do not hold a row back. */
	warnings: RowIssue[];
}

/** What a file holds, before anything is written. */
export interface ImportPreview {
	sheet: string | null;
	encoding: string | null;
	total: number;
	valid: number;
	withWarnings: number;
	/** Rows with errors first, then those with warnings, then the others; at most 500. */
	rows: ImportPreviewRow[];
	/** Columns of the file that are not understood and left out. */
	ignoredColumns: string[];
}
