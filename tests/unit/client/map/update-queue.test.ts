import { describe, expect, it } from 'vitest';
import { UpdateQueue, type FrameClock } from '#client/map/update-queue.ts';

/** A clock whose frames come when the test says so. */
class TestClock implements FrameClock {
	#time = 0;
	#frames: (() => void)[] = [];
	#timers: { at: number; run: () => void }[] = [];

	now(): number {
		return this.#time;
	}

	nextFrame(run: () => void): void {
		this.#frames.push(run);
	}

	after(ms: number, run: () => void): void {
		this.#timers.push({ at: this.#time + ms, run });
	}

	async pass(ms: number): Promise<void> {
		this.#time += ms;
		const due = this.#timers.filter(({ at }) => at <= this.#time);
		this.#timers = this.#timers.filter(({ at }) => at > this.#time);
		for (const { run } of due) run();
		for (const frame of this.#frames.splice(0)) frame();
		for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
	}
}

function start(write?: () => Promise<unknown>) {
	const clock = new TestClock();
	const batches: [string, number][][] = [];
	const queue = new UpdateQueue<number>(
		(batch) => {
			batches.push([...batch]);
			return write?.() ?? Promise.resolve();
		},
		100,
		clock
	);
	return { clock, batches, queue };
}

describe('gathering changes for the map', () => {
	it('hands on one batch a frame, the newest of each id', async () => {
		const { clock, batches, queue } = start();
		queue.add([['a', 1]]);
		queue.add([['b', 1]]);
		queue.add([['a', 2]]);
		expect(batches).toEqual([]);
		await clock.pass(16);
		expect(batches).toEqual([
			[
				['a', 2],
				['b', 1]
			]
		]);
	});

	it('pauses between batches and loses nothing meanwhile', async () => {
		const { clock, batches, queue } = start();
		for (let change = 0; change < 60; change += 1) {
			queue.add([[`s${change % 5}`, change]]);
			await clock.pass(16);
		}
		await clock.pass(200);
		expect(batches.length).toBeLessThanOrEqual(11);
		const last = new Map(batches.flat());
		expect([...last.values()].sort((a, b) => a - b)).toEqual([55, 56, 57, 58, 59]);
	});

	it('waits until the batch before is drawn', async () => {
		let drawn: () => void = () => undefined;
		const { clock, batches, queue } = start(() => new Promise<void>((resolve) => (drawn = resolve)));
		queue.add([['a', 1]]);
		await clock.pass(16);
		queue.add([['a', 2]]);
		await clock.pass(500);
		expect(batches).toHaveLength(1);
		drawn();
		await clock.pass(0);
		await clock.pass(16);
		expect(batches).toHaveLength(2);
	});

	it('does nothing after its end', async () => {
		const { clock, batches, queue } = start();
		queue.add([['a', 1]]);
		queue.stop();
		queue.add([['b', 1]]);
		await clock.pass(500);
		expect(batches).toEqual([]);
	});
});
