import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	dispersedNow,
	mostCounted,
	sourceOf,
	spanOf,
	totalOf,
	unnamedBefore,
	type CountedHeads,
	type ShelteredFigures
} from '#domain/stays/sheltered-figures.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 18) + minute * 60_000).toISOString();
const counted = (minute: number, people: number, kind: CountedHeads['kind'] = 'count'): CountedHeads => ({
	id: String(minute).padStart(6, '0'),
	kind,
	people,
	observedAt: at(minute),
	receivedAt: at(minute)
});
const history = fc
	.array(fc.tuple(fc.nat(5_000), fc.nat(400)), { maxLength: 30 })
	.map((list) => [...new Map(list)].sort(([a], [b]) => a - b).map(([minute, people]) => counted(minute, people)));

describe('mostCounted', () => {
	it('is the most that was ever counted, and never falls while nobody says that a count was wrong', () => {
		fc.assert(
			fc.property(history, (counts) => {
				let before = 0;
				for (let length = 0; length <= counts.length; length++) {
					const most = mostCounted(counts.slice(0, length), 30, null);
					expect(most).toBe(counts.slice(0, length).reduce((max, { people }) => (people > max ? people : max), 0));
					expect(most).toBeGreaterThanOrEqual(before);
					before = most;
				}
			})
		);
	});

	it('takes back what a correction says was wrong, and nothing before that', () => {
		const counts = [counted(0, 300), counted(600, 2_300), counted(605, 230, 'correction')];
		expect(mostCounted(counts.slice(0, 2), 30, null)).toBe(2_300);
		expect(mostCounted(counts, 30, null)).toBe(300);
	});

	it('takes back both sides of a dispute that was settled', () => {
		const counts = [counted(0, 248), counted(12, 270), counted(30, 257, 'settlement')];
		expect(mostCounted(counts, 30, null)).toBe(257);
	});

	it('does not listen to heads once names are kept', () => {
		expect(mostCounted([counted(0, 40), counted(100, 90)], 30, at(50))).toBe(40);
	});

	it('is nothing where nothing was counted', () => {
		expect(mostCounted([], 30, null)).toBe(0);
	});
});

describe('the sources of a figure', () => {
	const from = (names: number, heads: number) => sourceOf({ places: { names, heads, unreported: 0 } });

	it('are those of the places behind it', () => {
		expect([from(3, 0), from(0, 2), from(1, 1)]).toEqual(['names', 'heads', 'both']);
		expect(totalOf({ names: 12, heads: 30 })).toBe(42);
	});

	it('keep those who had left before names were kept, and count nobody named twice', () => {
		fc.assert(
			fc.property(fc.nat(500), fc.nat(500), (most, named) => {
				expect(named + unnamedBefore(most, named)).toBe(Math.max(most, named));
			})
		);
	});
});

describe('as of when a figure is', () => {
	const moment = fc.option(fc.nat(9_999).map(at));

	it('spans everything that was said, and nothing where nothing was', () => {
		fc.assert(
			fc.property(moment, moment, moment, (names, headsFrom, headsTo) => {
				const span = spanOf({ names, headsFrom, headsTo });
				const said = [names, headsFrom, headsTo].filter((one) => one !== null);
				expect(span === null).toBe(said.length === 0);
				for (const one of said) expect(span!.from <= one && one <= span!.to).toBe(true);
				if (span) expect(said).toEqual(expect.arrayContaining([span.from, span.to]));
			})
		);
	});
});

describe('dispersedNow', () => {
	it('is what is left of the relocated beside the shelters, by source', () => {
		const of = (names: number, heads: number) => ({ now: { names, heads } }) as ShelteredFigures;
		expect(dispersedNow({ relocated: of(30, 12), sheltered: of(20, 12) })).toEqual({ names: 10, heads: 0 });
	});
});
