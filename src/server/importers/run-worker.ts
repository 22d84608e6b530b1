import { Worker } from 'node:worker_threads';
import { problem } from '#domain/shared/problems.ts';
import { refuse, type Result } from '#domain/shared/result.ts';
import { compileProgram } from '../threads/compile-program.ts';
import { fileProblem, type TableLimits } from './table.ts';

const WORKER_MEMORY_MB = 128;
/** Small, so that what a thread throws away does not pile up before it is collected. */
const WORKER_YOUNG_MB = 6;

/**
 * Works through an uploaded file in a thread of its own, under caps on size, time and memory, so that no file can hold
 * up or bring down the server. What the thread used is given back when it ends.
 *
 * @param program address of the worker, which posts one `Result`
 * @param data what it gets as `workerData` beside `bytes` and `limits`
 */
export async function runWorker<T>(
	program: URL,
	bytes: Uint8Array,
	limits: TableLimits,
	data: Readonly<Record<string, unknown>> = {}
): Promise<Result<T>> {
	if (bytes.byteLength > limits.bytes)
		return refuse(problem('tooLarge', { limit: `${Math.round(limits.bytes / 1024 / 1024)} MB` }));
	const address = await compileProgram(program);
	const copy = Uint8Array.from(bytes);
	const worker = new Worker(address, {
		workerData: { ...data, bytes: copy, limits },
		transferList: [copy.buffer],
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB, maxYoungGenerationSizeMb: WORKER_YOUNG_MB }
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise<Result<T>>((resolve, reject) => {
			timer = setTimeout(() => resolve(refuse(tooCostly())), limits.milliseconds);
			worker.once('message', resolve);
			worker.once('error', (error: NodeJS.ErrnoException) =>
				error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(refuse(tooCostly())) : reject(error)
			);
			worker.once('exit', (code) => reject(new Error(`table worker ended with ${code}`)));
		});
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}

function tooCostly() {
	return fileProblem('内容过于庞大，请分成几个文件', 'it is too big to work through; split it into several files');
}
