import { Worker } from 'node:worker_threads';
import { compileProgram } from './compile-program.ts';

/** What the thread holds is kept as long as somebody is likely to ask again. */
const IDLE_MS = 60_000;

export interface Asked<J> {
	id: number;
	job: J;
}

export type Answered<A> = { id: number; answer: A } | { id: number; error: string };

interface Waiting<A> {
	resolve: (answer: A) => void;
	reject: (error: Error) => void;
	timer: NodeJS.Timeout;
}

/**
 * A thread for work that would hold up the server. It begins with the first job, does several one after the other, and
 * ends when none has come for a while; its program answers by `answerJobs`.
 */
export class JobThread<J, A> {
	readonly #program: URL;
	readonly #mostMs: number;
	#worker: Worker | null = null;
	#next = 1;
	#idle: NodeJS.Timeout | undefined;
	readonly #waiting = new Map<number, Waiting<A>>();

	/**
	 * @param program address of what the thread runs
	 * @param mostMs how long a job may take; then it fails, and the thread with it
	 */
	constructor(program: URL, mostMs: number) {
		this.#program = program;
		this.#mostMs = mostMs;
	}

	/** Has a job done. */
	async do(job: J): Promise<A> {
		const address = await compileProgram(this.#program);
		clearTimeout(this.#idle);
		const worker = (this.#worker ??= this.#begin(address));
		worker.ref();
		const id = this.#next++;
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => this.#fail(worker, new Error('a job took too long')), this.#mostMs);
			this.#waiting.set(id, { resolve, reject, timer });
			worker.postMessage({ id, job } satisfies Asked<J>);
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
		worker.on('message', (answered: Answered<A>) => this.#take(answered));
		worker.on('error', (error) => this.#fail(worker, error));
		worker.on('exit', (code) => this.#fail(worker, new Error(`a thread ended with ${code}`)));
		return worker;
	}

	#take(answered: Answered<A>): void {
		const waiting = this.#waiting.get(answered.id);
		if (!waiting) return;
		this.#waiting.delete(answered.id);
		clearTimeout(waiting.timer);
		if ('answer' in answered) waiting.resolve(answered.answer);
		else waiting.reject(new Error(answered.error));
		if (this.#waiting.size > 0) return;
		this.#worker?.unref();
		this.#idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
	}

	/** Whatever waited for this thread fails, and the next job begins another. */
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
