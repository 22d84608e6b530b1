import { parentPort } from 'node:worker_threads';
import type { Answered, Asked } from './job-thread.ts';

/** Answers the jobs that a `JobThread` gives to this thread. */
export function answerJobs<J, A>(work: (job: J) => Promise<A>): void {
	const say = (answered: Answered<A>) => parentPort?.postMessage(answered);
	parentPort?.on('message', ({ id, job }: Asked<J>) => {
		work(job).then(
			(answer) => say({ id, answer }),
			(error: unknown) => say({ id, error: String(error) })
		);
	});
}
