import { Worker } from 'node:worker_threads';
import type { DocumentContent, DocumentFormat } from '#domain/documents/document.ts';
import { compileProgram } from '../threads/compile-program.ts';

const program = new URL('./press-worker.ts', import.meta.url);
/** The typefaces stay open as long as somebody is likely to issue another. */
const IDLE_MS = 60_000;
const MOST_MS = 25_000;

export interface PrintJob {
	id: number;
	content: DocumentContent;
	sha256: string;
}

export interface PrintedFile {
	format: DocumentFormat;
	bytes: Uint8Array<ArrayBuffer>;
}

interface Answer {
	id: number;
	files?: PrintedFile[];
	error?: string;
}

interface Waiting {
	resolve: (files: PrintedFile[]) => void;
	reject: (error: Error) => void;
	timer: NodeJS.Timeout;
}

/** Sets documents in a thread of its own, which begins with the first and ends when none has come for a while. */
export class DocumentPress {
	#worker: Worker | null = null;
	#next = 1;
	#idle: NodeJS.Timeout | undefined;
	readonly #waiting = new Map<number, Waiting>();

	/** The files of a document, one for each format. */
	async print(content: DocumentContent, sha256: string): Promise<PrintedFile[]> {
		const address = await compileProgram(program);
		clearTimeout(this.#idle);
		const worker = (this.#worker ??= this.#begin(address));
		worker.ref();
		const id = this.#next++;
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => this.#fail(worker, new Error('setting a document took too long')), MOST_MS);
			this.#waiting.set(id, { resolve, reject, timer });
			worker.postMessage({ id, content, sha256 } satisfies PrintJob);
		});
	}

	/** Ends the thread; what it was at fails. */
	async stop(): Promise<void> {
		clearTimeout(this.#idle);
		const worker = this.#worker;
		if (!worker) return;
		this.#fail(worker, new Error('the server is stopping'));
		await worker.terminate();
	}

	#begin(address: URL): Worker {
		const worker = new Worker(address, { execArgv: [] });
		worker.on('message', (answer: Answer) => this.#take(answer));
		worker.on('error', (error) => this.#fail(worker, error));
		worker.on('exit', (code) => this.#fail(worker, new Error(`the press ended with ${code}`)));
		return worker;
	}

	#take({ id, files, error }: Answer): void {
		const waiting = this.#waiting.get(id);
		if (!waiting) return;
		this.#waiting.delete(id);
		clearTimeout(waiting.timer);
		if (files) waiting.resolve(files);
		else waiting.reject(new Error(error));
		if (this.#waiting.size > 0) return;
		this.#worker?.unref();
		this.#idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
	}

	/** Whatever waited for this thread fails, and the next document begins another. */
	#fail(worker: Worker, error: Error): void {
		if (this.#worker !== worker) return;
		this.#worker = null;
		for (const { reject, timer } of this.#waiting.values()) {
			clearTimeout(timer);
			reject(error);
		}
		this.#waiting.clear();
		void worker.terminate();
	}
}
