import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, whyKept, type EventFacts, type HouseholdFacts } from '#domain/archive/due.ts';

const NOW = new Date('2026-11-26T04:00:00.000Z');
const DAYS = 180;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
const event = (over: Partial<EventFacts> = {}): EventFacts => ({
	closedAt: daysAgo(DAYS),
	exportedAt: daysAgo(10),
	heldUntil: null,
	...over
});
const household = (over: Partial<HouseholdFacts> = {}): HouseholdFacts => ({
	events: [event()],
	heldUntil: null,
	hasOpenStay: false,
	hasOpenQuestion: false,
	...over
});
const why = (over: Partial<HouseholdFacts>) => whyKept(household(over), DAYS, NOW);

describe('whyKept', () => {
	it('lets a household go on the very moment that is due, and not before', () => {
		expect(why({})).toBeNull();
		expect(why({ events: [event({ closedAt: new Date(Date.parse(daysAgo(DAYS)) + 1).toISOString() })] })).toBe(
			'notYet'
		);
		expect(dueAt('2026-01-01T00:00:00.000Z', 30).toISOString()).toBe('2026-01-31T00:00:00.000Z');
	});

	it('keeps who was in no event: a register that was taken in before one', () => {
		expect(why({ events: [] })).toBe('noEvent');
	});

	it('keeps who is needed still: another event, a shelter, a relative', () => {
		expect(why({ events: [event(), event({ closedAt: null })] })).toBe('eventOpen');
		expect(why({ hasOpenStay: true })).toBe('openStay');
		expect(why({ hasOpenQuestion: true })).toBe('openQuestion');
	});

	it('keeps what was not exported after the close, or only before it', () => {
		expect(why({ events: [event({ exportedAt: null })] })).toBe('notExported');
		expect(why({ events: [event({ exportedAt: daysAgo(DAYS + 1) })] })).toBe('notExported');
	});

	it('holds a household or an event up to and on the day, and no longer', () => {
		expect(why({ heldUntil: '2026-11-26' })).toBe('held');
		expect(why({ heldUntil: '2026-11-25' })).toBeNull();
		expect(why({ events: [event(), event({ heldUntil: '2030-01-01' })] })).toBe('held');
	});

	const moment = fc.option(fc.integer({ min: 0, max: 1_000 }).map(daysAgo));
	const day = fc.option(fc.integer({ min: -400, max: 400 }).map((days) => daysAgo(days).slice(0, 10)));
	const facts = fc.record({
		events: fc.array(fc.record({ closedAt: moment, exportedAt: moment, heldUntil: day }), { maxLength: 4 }),
		heldUntil: day,
		hasOpenStay: fc.boolean(),
		hasOpenQuestion: fc.boolean()
	});

	it('is never due while anything at all keeps it, and each event alone would let it go', () => {
		fc.assert(
			fc.property(facts, fc.integer({ min: 30, max: 900 }), (of, days) => {
				if (whyKept(of, days, NOW) !== null) return;
				expect([of.hasOpenStay, of.hasOpenQuestion]).toEqual([false, false]);
				expect(of.events.length).toBeGreaterThan(0);
				for (const one of of.events) {
					expect(Date.parse(one.closedAt!)).toBeLessThanOrEqual(NOW.getTime() - days * 86_400_000);
					expect(one.exportedAt! >= one.closedAt!).toBe(true);
					expect(whyKept({ ...of, events: [one] }, days, NOW)).toBeNull();
				}
			}),
			{ numRuns: 2_000 }
		);
	});

	it('once due it stays due as time goes on, and with fewer days it is due as well', () => {
		fc.assert(
			fc.property(facts, fc.integer({ min: 30, max: 900 }), fc.nat(600), (of, days, later) => {
				if (whyKept(of, days, NOW) !== null) return;
				expect(whyKept(of, days, new Date(NOW.getTime() + later * 86_400_000))).toBeNull();
				expect(whyKept(of, 30, NOW)).toBeNull();
			}),
			{ numRuns: 2_000 }
		);
	});
});
