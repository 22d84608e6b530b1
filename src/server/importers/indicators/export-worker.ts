import { parentPort, workerData } from 'node:worker_threads';
import { ok, refuse, type Result } from '#domain/shared/result.ts';
import { DivisionNames } from '../../areas/division-names.ts';
import { parseTable } from '../parse-table.ts';
import { FileRefusal, type TableLimits } from '../table.ts';
import { planImport, type RememberedKnowledge } from './plan-import.ts';
import type { ReadExport } from './read-export.ts';
import { storedRows } from './stored-row.ts';
import { summarise } from './summarise.ts';

const { bytes, limits, remembered } = workerData as {
	bytes: Uint8Array;
	limits: TableLimits;
	remembered: RememberedKnowledge;
};

async function work(): Promise<Result<ReadExport>> {
	const table = await parseTable(bytes, limits);
	if (!table.ok) return table;
	try {
		const plan = await planImport(table.value, { names: await DivisionNames.load(), ...remembered });
		return ok({ summary: summarise(plan), rows: storedRows(plan.rows), totals: plan.totals });
	} catch (error) {
		if (error instanceof FileRefusal) return refuse(error.problem);
		throw error;
	}
}

parentPort?.postMessage(await work());
