import type { IndicatorPreview } from '#domain/history/import-indicators.ts';
import type { Result } from '#domain/shared/result.ts';
import { runWorker } from '../run-worker.ts';
import { TABLE_LIMITS, type TableLimits } from '../table.ts';
import type { RememberedKnowledge } from './plan-import.ts';
import type { GivenRow } from './read-rows.ts';
import type { StoredRow } from './stored-row.ts';

/** Caps on an export of the national statistics: 70 columns and many thousands of rows. */
export const EXPORT_LIMITS: TableLimits = {
	...TABLE_LIMITS,
	unpackedBytes: 96 * 1024 * 1024,
	columns: 160,
	milliseconds: 30_000
};

/** An export as it was read: what it holds, its rows as they would be kept, and its 合计 rows. */
export interface ReadExport {
	summary: Omit<IndicatorPreview, 'effect'>;
	rows: StoredRow[];
	totals: GivenRow[];
}

const worker = new URL('./export-worker.ts', import.meta.url);

/**
 * Reads an export of the national statistics and plans its import, in a thread of its own under caps.
 *
 * @returns what was read, or `tooLarge` / `invalidFile` with what is wrong and how to mend it
 */
export function readExport(bytes: Uint8Array, remembered: RememberedKnowledge): Promise<Result<ReadExport>> {
	return runWorker<ReadExport>(worker, bytes, EXPORT_LIMITS, { remembered });
}
