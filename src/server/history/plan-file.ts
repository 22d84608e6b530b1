import type { IndicatorPreview } from '#domain/history/import-indicators.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { allDivisions } from '../areas/all-divisions.ts';
import { accept } from '../commands/execute.ts';
import type { Database } from '../db/database.ts';
import { planImport, type ImportKnowledge, type ImportPlan } from '../importers/indicators/plan-import.ts';
import { summarise } from '../importers/indicators/summarise.ts';
import { readTable } from '../importers/read-table.ts';
import { FileRefusal, TABLE_LIMITS, type TableLimits } from '../importers/table.ts';
import { findNames } from '../repositories/history-imports.ts';
import { effectOf, storedRows, type StoredRow } from '../repositories/history-rows.ts';

/** Caps on an export of the national statistics: 70 columns and many thousands of rows. */
export const EXPORT_LIMITS: TableLimits = { ...TABLE_LIMITS, unpackedBytes: 96 * 1024 * 1024, columns: 160 };

/** A file read, planned and held against what is kept; nothing is written yet. */
export interface PlannedFile {
	plan: ImportPlan;
	rows: StoredRow[];
	preview: IndicatorPreview;
}

/**
 * Reads and plans an export.
 *
 * @throws ProblemError `tooLarge` or `invalidFile` when it cannot be read as one
 */
async function planExport(bytes: Uint8Array, knowledge: ImportKnowledge): Promise<ImportPlan> {
	const table = accept(await readTable(bytes, EXPORT_LIMITS));
	try {
		return await planImport(table, knowledge);
	} catch (error) {
		if (error instanceof FileRefusal) throw new ProblemError(error.problem);
		throw error;
	}
}

/** What rows are read with: the division of the country, and what people said names stand for. */
async function knowledgeOf(db: Pick<Database['prisma'], 'historyName'>): Promise<ImportKnowledge> {
	return { names: await allDivisions(), ...(await findNames(db)) };
}

/** Reads and plans an export against what is kept already. */
export async function planFile(db: Database['prisma'], bytes: Uint8Array): Promise<PlannedFile> {
	const plan = await planExport(bytes, await knowledgeOf(db));
	const rows = storedRows(plan.rows);
	return { plan, rows, preview: summarise(plan, await effectOf(db, rows)) };
}
