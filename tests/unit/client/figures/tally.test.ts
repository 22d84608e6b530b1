import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { figuresOf, NO_FIGURES, type FigureKey } from '#domain/counts/figures.ts';
import { shareOf, Tally } from '#client/figures/tally.ts';

const now = '2026-01-26T06:00:00.000Z';
const policies = { staleAfterMinutes: 240, amberOccupancyPercent: 80, redOccupancyPercent: 100 };

const anyPoint: fc.Arbitrary<CountPointView> = fc
	.record({
		id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
		isShelter: fc.boolean(),
		township: fc.constantFrom('430426001', '430426104'),
		people: fc.option(fc.nat(500)),
		capacity: fc.option(fc.nat(400)),
		isClosed: fc.boolean(),
		isSilent: fc.boolean(),
		isDisputed: fc.boolean(),
		condition: fc.constantFrom('green' as const, 'amber' as const, 'red' as const)
	})
	.map(({ id, isShelter, township, people, capacity, isClosed, isSilent, isDisputed, condition }) => ({
		id,
		eventId: 'event',
		kind: isShelter ? ('shelter' as const) : ('dispersed' as const),
		shelterId: isShelter ? `shelter-${id}` : null,
		areaCode: `${township}201`,
		townshipCode: township,
		openedAt: '2026-01-20T00:00:00.000Z',
		closedAt: isClosed ? '2026-01-25T00:00:00.000Z' : null,
		condition,
		capacity: isShelter ? capacity : null,
		people,
		ageBands: null,
		needs: null,
		observationId: null,
		observedAt: null,
		lastWordAt: isSilent ? '2026-01-26T00:00:00.000Z' : '2026-01-26T05:59:00.000Z',
		disputeIds: isDisputed ? ['x', 'y'] : [],
		version: 1
	}));

describe('a tally', () => {
	it('after any changes holds what the points sum up to', () => {
		fc.assert(
			fc.property(fc.array(anyPoint), fc.array(anyPoint), (first, changes) => {
				const newest = new Map(first.map((point) => [point.id, point]));
				const tally = new Tally();
				tally.reset(newest.values(), now, policies);
				for (const point of changes) {
					newest.set(point.id, point);
					tally.take(point, now, policies);
				}
				const wanted = figuresOf(newest.values(), now, policies);
				const { total, byTownship } = tally.sums();
				expect(total).toEqual(wanted.total);
				for (const [code, figures] of byTownship) expect(figures).toEqual(wanted.byTownship.get(code) ?? NO_FIGURES);
			})
		);
	});

	it('gives sums that later changes leave alone', () => {
		const tally = new Tally();
		const [point] = fc.sample(anyPoint, 1) as [CountPointView];
		tally.take({ ...point, closedAt: null, people: 10 }, now, policies);
		const before = tally.sums();
		tally.take({ ...point, closedAt: null, people: 25 }, now, policies);
		expect(before.total.relocated).toBe(10);
		expect(tally.sums().total.relocated).toBe(25);
	});

	it('shares out each figure exactly among its points', () => {
		fc.assert(
			fc.property(fc.uniqueArray(anyPoint, { selector: ({ id }) => id }), (points) => {
				const { total } = figuresOf(points, now, policies);
				for (const key of Object.keys(NO_FIGURES) as FigureKey[]) {
					const sum = points.reduce((heads, point) => heads + shareOf(point, key, now, policies), 0);
					expect(sum).toBe(total[key]);
				}
			})
		);
	});
});
