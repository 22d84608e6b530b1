import { Worker } from 'node:worker_threads';
import { REGISTER_BYTES, REGISTER_ROWS } from '#domain/people/import-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { compileProgram } from '../../threads/compile-program.ts';
import { fileProblem, TABLE_LIMITS, type TableLimits, type TableSource } from '../table.ts';
import type { RegisterReading } from './household-reader.ts';
import type { PeopleMessage, PeopleWork } from './people-worker.ts';
import { unpack, type FileBatch } from './wire.ts';

const program = new URL('./people-worker.ts', import.meta.url);
const WORKER_MEMORY_MB = 192;
/** Rows live for a moment only: with more room for young objects the memory grows and the reading is no quicker. */
const WORKER_YOUNG_MB = 6;

/** Caps for registers: 100,000 people unpack to some 90 MB of XML. */
const REGISTER_LIMITS: TableLimits = {
	...TABLE_LIMITS,
	bytes: REGISTER_BYTES,
	unpackedBytes: 320 * 1024 * 1024,
	rows: REGISTER_ROWS,
	milliseconds: 180_000
};

/**
 * Reads a register's file (XLSX or CSV) in a thread of its own, under caps, and hands its households on in batches as
 * they come, each after the one before was taken. What is wrong with rows is told at the end.
 *
 * @throws ProblemError `tooLarge` or `invalidFile`, with what is wrong and how to mend it; what `take` throws
 */
export async function readRegister(
	{ bytes, ...work }: Omit<PeopleWork, 'limits'>,
	take: (batch: FileBatch) => Promise<void>,
	limits: TableLimits = REGISTER_LIMITS
): Promise<{ source: TableSource; reading: RegisterReading }> {
	if (bytes.byteLength > limits.bytes)
		throw new ProblemError('tooLarge', { limit: `${Math.round(limits.bytes / 1024 / 1024)} MB` });
	const address = await compileProgram(program);
	const copy = Uint8Array.from(bytes);
	const worker = new Worker(address, {
		workerData: { ...work, bytes: copy, limits } satisfies PeopleWork,
		transferList: [copy.buffer],
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB, maxYoungGenerationSizeMb: WORKER_YOUNG_MB }
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise((resolve, reject) => {
			let taken = Promise.resolve();
			timer = setTimeout(() => reject(tooCostly()), limits.milliseconds);
			worker.on('message', (message: PeopleMessage) => {
				if (message.kind === 'refused') reject(new ProblemError(message.problem));
				else if (message.kind === 'end') {
					const { source, reading } = message;
					taken.then(() => resolve({ source, reading }), reject);
				} else
					taken = taken.then(async () => {
						await take(unpack(message.wire));
						worker.postMessage('taken');
					});
				taken.catch(reject);
			});
			worker.once('error', (error: NodeJS.ErrnoException) =>
				reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooCostly() : error)
			);
			worker.once('exit', (code) => {
				if (code !== 0) reject(new Error(`the worker that reads a register ended with ${code}`));
			});
		});
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}

function tooCostly(): ProblemError {
	return new ProblemError(
		fileProblem('内容过于庞大，请分成几个文件', 'it is too big to work through; split it into several files')
	);
}
