import { parentPort, workerData } from 'node:worker_threads';
import { parseTable } from './parse-table.ts';
import type { TableLimits } from './table.ts';

const { bytes, limits } = workerData as { bytes: Uint8Array; limits: TableLimits };
parentPort?.postMessage(await parseTable(bytes, limits));
