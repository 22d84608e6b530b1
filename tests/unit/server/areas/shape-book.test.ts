import { performance } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from 'vitest';
import { ShapeBook } from '#server/areas/shape-book.ts';

const PROVINCES = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(
	' '
);

const book = new ShapeBook();
afterAll(() => book.stop());

/**
 * For how much of its time this thread was at work, and the stretches (ms) for which it was without looking for what else
 * there is, the longest first. A machine with more to do than processors makes single stretches longer than the work is.
 */
async function stretchesOf(work: () => Promise<unknown>): Promise<{ share: number; stretches: number[] }> {
	const stretches: number[] = [];
	const began = performance.eventLoopUtilization();
	let before = began;
	const looking = setInterval(() => {
		const now = performance.eventLoopUtilization();
		stretches.push(performance.eventLoopUtilization(now, before).active);
		before = now;
	}, 5);
	await work();
	clearInterval(looking);
	const share = performance.eventLoopUtilization(began).utilization;
	return { share, stretches: stretches.sort((a, b) => b - a) };
}

describe('shapes of the whole country', { timeout: 180_000 }, () => {
	it('of all provinces are read without the server being held up, and known from then on', async () => {
		const shapes: string[] = [];
		const { share, stretches } = await stretchesOf(async () => {
			for (let at = 0; at < PROVINCES.length; at += 4)
				for (const { properties } of await book.find(PROVINCES.slice(at, at + 4))) shapes.push(properties.code);
		});
		expect(shapes).toEqual(PROVINCES);
		expect(share).toBeLessThan(0.25);
		expect(stretches[Math.floor(stretches.length / 100)]).toBeLessThan(100);
		const began = performance.now();
		expect(await book.find(['43', '999999', '11'])).toHaveLength(2);
		await book.find(['43', '999999']);
		expect(performance.now() - began).toBeLessThan(5_000);
	});

	it('fail with the thread, and come when they are asked for again', async () => {
		const asked = expect(book.find(['430426'])).rejects.toThrow('stopping');
		await new Promise(setImmediate);
		await book.stop();
		await asked;
		expect((await book.find(['430426'])).map(({ properties }) => properties.name)).toEqual(['祁东县']);
	});
});
