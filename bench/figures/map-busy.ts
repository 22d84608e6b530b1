import type { CDPSession } from '@playwright/test';
import { openBrowser } from '../browser.ts';
import { figure, median, type Figure } from '../figure.ts';
import { atRate } from '../pace.ts';
import { openStage } from '../stage.ts';

const SHELTERS = 5_000;
const RATE = 50;
const ROUNDS = 5;
const SECONDS = 6;

async function taskSeconds(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return metrics.find((metric) => metric.name === 'TaskDuration')!.value;
}

/** Main-thread milliseconds a second of the desk in Chromium with 5,000 shelters and 50 changes a second. */
export async function mapBusy(): Promise<Figure[]> {
	const stage = await openStage(SHELTERS, { withPages: true });
	const { browser, context } = await openBrowser(stage);
	try {
		const page = await context.newPage();
		await page.goto(`${stage.url}/desk`);
		await page.locator('canvas').first().waitFor();
		await page.waitForTimeout(5_000);
		const session = await context.newCDPSession(page);
		await session.send('Performance.enable');
		const values: number[] = [];
		const writes: Promise<unknown>[] = [];
		const change = (round: number) =>
			atRate(RATE, SECONDS, (index) => {
				const point = (index * 37 + round * 1_000) % SHELTERS;
				writes.push(stage.app.counts.submit(stage.countOf(point, (index * 7) % 250), stage.context()));
			});
		// The first changes draw kinds of symbols that were not there before, whose shaders are compiled then.
		await change(ROUNDS);
		await page.waitForTimeout(3_000);
		for (let round = 0; round < ROUNDS; round++) {
			const before = await taskSeconds(session);
			const begun = performance.now();
			await change(round);
			const elapsed = (performance.now() - begun) / 1000;
			values.push((((await taskSeconds(session)) - before) / elapsed) * 1000);
		}
		await Promise.all(writes);
		const note = `${SHELTERS} shelters, ${RATE} changes/s, main-thread ms per second, median of ${ROUNDS} × ${SECONDS} s`;
		return [figure('map-busy', { value: median(values), baseline: null, unit: 'ms', note }, { most: 300 })];
	} finally {
		await browser.close();
		await stage.close();
	}
}
