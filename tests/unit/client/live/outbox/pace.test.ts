import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
	budgetAfter,
	budgetAfterFailure,
	FIRST_BUDGET,
	fitting,
	mostFitting,
	sizeOf,
	waitAfter
} from '#client/live/outbox/pace.ts';

const ofSize = (characters: number) => ({ payload: { text: 'x'.repeat(characters) } });

/** The budget after a while on a line that carries so many characters a second, and takes so long to turn round. */
function settleOn(perSecond: number, turnMs: number, waiting = 1_000_000): { budget: number; tookMs: number } {
	let budget = FIRST_BUDGET;
	let tookMs = 0;
	for (let request = 0; request < 20; request++) {
		const sent = Math.min(budget, waiting);
		tookMs = turnMs + (sent / perSecond) * 1_000;
		budget = tookMs > 20_000 ? budgetAfterFailure(budget) : budgetAfter(budget, sent, tookMs);
	}
	return { budget, tookMs };
}

it('finds for each line what it carries in good time, and stays there', () => {
	for (const perSecond of [2_000, 4_000, 8_000, 20_000]) {
		const { tookMs } = settleOn(perSecond, 300);
		expect(tookMs).toBeGreaterThan(3_000);
		expect(tookMs).toBeLessThan(7_000);
	}
	expect(settleOn(10_000_000, 20).budget).toBe(200_000);
	expect(settleOn(500, 2_000).budget).toBe(4_000);
});

it('never leaves its bounds, and never jumps', () => {
	const bytes = fc.integer({ min: 1, max: 300_000 });
	fc.assert(
		fc.property(fc.integer({ min: 4_000, max: 200_000 }), bytes, fc.integer(), (budget, sent, tookMs) => {
			const after = budgetAfter(budget, sent, tookMs);
			expect(after).toBeGreaterThanOrEqual(Math.max(4_000, Math.floor(budget / 2)));
			expect(after).toBeLessThanOrEqual(Math.min(200_000, budget * 2));
		})
	);
});

it('puts into a request what fits, one operation at the least', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(fc.nat(20), fc.nat(5_000)), { minLength: 1, maxLength: 120 }),
			fc.integer({ min: 1, max: 40_000 }),
			(sizes, budget) => {
				const operations = sizes.map(ofSize);
				const batch = fitting(operations, budget);
				const total = (of: typeof operations) => of.reduce((sum, each) => sum + sizeOf(each), 0);
				expect(batch).toEqual(operations.slice(0, batch.length));
				expect(batch.length).toBeGreaterThan(0);
				expect(batch.length).toBeLessThanOrEqual(mostFitting(budget));
				if (batch.length > 1) expect(total(batch)).toBeLessThanOrEqual(budget);
				if (batch.length < operations.length)
					expect(total(operations.slice(0, batch.length + 1))).toBeGreaterThan(budget);
			}
		)
	);
});

it('waits longer after each failure, but never without a breath and never more than a minute', () => {
	expect(waitAfter(1, 0)).toBe(200);
	expect(waitAfter(1, 0.999)).toBeLessThanOrEqual(1_000);
	expect(waitAfter(30, 0.999)).toBeLessThanOrEqual(60_000);
	expect(waitAfter(7, 0.5)).toBeGreaterThan(waitAfter(2, 0.5));
});
