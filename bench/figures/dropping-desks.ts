import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DropReport } from '../dropping-desks.ts';
import { figure, type Figure } from '../figure.ts';
import { atRate } from '../pace.ts';
import { openStage } from '../stage.ts';

const DESKS = 200;
const RATE = 50;
const SECONDS = 20;

/** Changes delivered, each once and in order, to 200 desks that lose the network for two seconds again and again. */
export async function droppingDesks(): Promise<Figure[]> {
	const stage = await openStage(500);
	const child = fork(fileURLToPath(new URL('../dropping-desks.ts', import.meta.url)), {
		execArgv: ['--import', 'tsx']
	});
	const next = <T>(kind: string) =>
		new Promise<T>((resolve) => {
			child.on('message', function listen(message: { kind: string }) {
				if (message.kind !== kind) return;
				child.off('message', listen);
				resolve(message as T);
			});
		});
	try {
		const first = stage.app.feed.seq;
		const ready = next('ready');
		child.send({ kind: 'start', url: stage.url, cookie: stage.cookie, desks: DESKS, seq: first });
		await ready;
		const writes: Promise<unknown>[] = [];
		await atRate(RATE, SECONDS, (index) => {
			writes.push(stage.app.counts.submit(stage.countOf(index, index % 200), stage.context()));
		});
		await Promise.all(writes);
		await stage.app.feed.settled();
		child.send({ kind: 'settle' });
		let report: DropReport;
		const end = performance.now() + 30_000;
		do {
			await delay(500);
			const reply = next<DropReport>('report');
			child.send({ kind: 'read' });
			report = await reply;
		} while (report.last.some((seq) => seq < stage.app.feed.seq) && performance.now() < end);
		const wanted = writes.length * DESKS;
		const taken = report.taken.reduce((sum, each) => sum + each, 0);
		const value = report.outOfOrder > 0 ? 0 : (taken / wanted) * 100;
		const note = `${writes.length} changes to ${DESKS} desks over ${report.drops} drops of 2 s; each once, in order`;
		return [figure('dropping-desks', { value, baseline: null, unit: '%', note }, { least: 100 })];
	} finally {
		child.send({ kind: 'stop' });
		await stage.close();
	}
}
