import type { Result } from '#domain/shared/result.ts';
import { runWorker } from './run-worker.ts';
import { TABLE_LIMITS, type Table, type TableLimits } from './table.ts';

const worker = new URL('./table-worker.ts', import.meta.url);

/**
 * Reads an uploaded table (XLSX or CSV, told by its content) in a thread of its own, under caps on size, unpacked
 * size, rows, time and memory.
 *
 * @returns the table, or `tooLarge` / `invalidFile` with what is wrong and how to mend it
 */
export function readTable(bytes: Uint8Array, limits: TableLimits = TABLE_LIMITS): Promise<Result<Table>> {
	return runWorker<Table>(worker, bytes, limits);
}
