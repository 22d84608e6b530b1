import { Agent } from 'node:http';
import { coordinatorsWork } from '../coordinators-work.ts';
import { figure, type Figure } from '../figure.ts';
import { PoorLine } from '../poor-line.ts';
import { drain } from '../queued-tablet.ts';
import { openStage } from '../stage.ts';

const DEEDS = 2_000;
const BITS_PER_SECOND = 64_000;
const LOSS = 0.2;
const MOST_MINUTES = 10;
/** Everything but the server goes so many times faster than in life; 1 takes as long as it takes. */
const SPEED = Number(process.env['ANLAN_BENCH_SPEED'] ?? 4);

/** How long 2,000 queued deeds take over a line of 64 kbit/s that loses every fifth packet. */
export async function outboxPoorLine(): Promise<Figure[]> {
	const stage = await openStage(8);
	const line = new PoorLine(stage.url, { bitsPerSecond: BITS_PER_SECOND, loss: LOSS, speed: SPEED });
	const agent = new Agent({ keepAlive: true });
	try {
		const deeds = coordinatorsWork(stage, DEEDS);
		const url = await line.open();
		const { ms, requests, failures, refused } = await drain({ url, cookie: stage.cookie, agent, speed: SPEED }, deeds);
		if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused[0])}`);
		const value = (ms * SPEED) / 60_000;
		const note = `${DEEDS} deeds over 64 kbit/s with 20 % loss, ${SPEED} times as fast as in life; ${requests} requests, ${failures} without an answer`;
		return [figure('outbox-poor-line', { value, baseline: null, unit: 'min', note }, { most: MOST_MINUTES })];
	} finally {
		agent.destroy();
		line.close();
		await stage.close();
	}
}
