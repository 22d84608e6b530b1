import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Report, Start } from './desk-clients.ts';

/** What the desks heard of each change. */
export interface Heard {
	/** By number: when the last desk had it. */
	lastAt: Map<number, number>;
	/** By number: how many desks had it. */
	desks: Map<number, number>;
	outOfOrder: number;
}

/** A process full of connected desks. */
export interface Desks {
	/** Forgets what was heard so far. */
	clear(): Promise<void>;
	/** Waits until `changes` changes have reached all desks (or 60 s), and tells when each did. */
	heard(changes: number): Promise<Heard>;
	close(): void;
}

const PATIENCE_MS = 60_000;

/** Connects `desks` desks from a process of their own; resolves when all of them listen. */
export async function openDesks(options: Omit<Start, 'kind'>): Promise<Desks> {
	const child = fork(fileURLToPath(new URL('./desk-clients.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
	const next = <T extends { kind: string }>(kind: string) =>
		new Promise<T>((resolve, reject) => {
			const ended = (code: number | null) => reject(new Error(`the desks' process ended (${code})`));
			child.once('exit', ended);
			child.on('message', function listen(message: T) {
				if (message.kind !== kind) return;
				child.off('message', listen);
				child.off('exit', ended);
				resolve(message);
			});
		});
	const read = () => {
		const report = next<Report>('report');
		child.send({ kind: 'read' });
		return report;
	};
	const ready = next('ready');
	child.send({ kind: 'start', ...options } satisfies Start);
	await ready;
	return {
		clear: async () => void (await read()),
		heard: async (changes) => {
			const heard: Heard = { lastAt: new Map(), desks: new Map(), outOfOrder: 0 };
			const isAll = () =>
				heard.desks.size >= changes && [...heard.desks.values()].every((count) => count >= options.desks);
			for (const end = performance.now() + PATIENCE_MS; !isAll() && performance.now() < end; await delay(50)) {
				const report = await read();
				report.seqs.forEach((seq, index) => {
					heard.lastAt.set(seq, report.lastAt[index]!);
					heard.desks.set(seq, (heard.desks.get(seq) ?? 0) + report.desks[index]!);
				});
				heard.outOfOrder += report.outOfOrder;
			}
			return heard;
		},
		close: () => {
			child.send({ kind: 'stop' });
		}
	};
}
