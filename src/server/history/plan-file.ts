import type { IndicatorPreview } from '#domain/history/import-indicators.ts';
import { accept } from '../commands/execute.ts';
import type { Database } from '../db/database.ts';
import { readExport, type ReadExport } from '../importers/indicators/read-export.ts';
import { findNames } from '../repositories/history-imports.ts';
import { effectOf } from '../repositories/history-rows.ts';

/** A file read, planned and held against what is kept; nothing is written yet. */
export interface PlannedFile extends Omit<ReadExport, 'summary'> {
	preview: IndicatorPreview;
}

/**
 * Reads and plans an export against what is kept already.
 *
 * @throws ProblemError `tooLarge` or `invalidFile` when it cannot be read as one
 */
export async function planFile(db: Database, bytes: Uint8Array): Promise<PlannedFile> {
	const { summary, ...read } = accept(await readExport(bytes, await findNames(db.pool)));
	return { ...read, preview: { ...summary, effect: await effectOf(db.prisma, read.rows) } };
}
