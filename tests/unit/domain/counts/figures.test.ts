import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { figuresOf, isSilent, occupancyTone, POINTS_BEHIND, type FigureKey } from '#domain/counts/figures.ts';
import { at, pointOf } from './points.ts';

const policies = { staleAfterMinutes: 240, amberOccupancyPercent: 80, redOccupancyPercent: 100 };
const now = at(1000);

const points = fc.array(
	fc
		.record({
			kind: fc.constantFrom('shelter', 'dispersed'),
			township: fc.integer({ min: 0, max: 3 }),
			people: fc.option(fc.integer({ min: 0, max: 300 })),
			capacity: fc.option(fc.integer({ min: 0, max: 200 })),
			condition: fc.constantFrom('green', 'amber', 'red'),
			spoke: fc.option(fc.integer({ min: 0, max: 1000 })),
			isClosed: fc.boolean(),
			isDisputed: fc.boolean()
		})
		.map(({ township, spoke, isClosed, isDisputed, capacity, ...rest }): CountPointView =>
			pointOf({
				...(rest as Pick<CountPointView, 'kind' | 'people' | 'condition'>),
				capacity: rest.kind === 'shelter' ? capacity : null,
				townshipCode: `43042610${township}`,
				lastWordAt: spoke === null ? null : at(spoke),
				closedAt: isClosed ? at(999) : null,
				disputeIds: isDisputed ? ['x', 'y'] : []
			})
		)
);

/** What each figure is of the points behind it: their people, their free places, or their number. */
const worth: Partial<Record<FigureKey, (point: CountPointView) => number>> = {
	relocated: (point) => point.people ?? 0,
	sheltered: (point) => point.people ?? 0,
	dispersed: (point) => point.people ?? 0,
	freePlaces: (point) => point.capacity! - (point.people ?? 0)
};

test('every figure is the sum of the open points that a click on it lists, in total and by township', () => {
	fc.assert(
		fc.property(points, (all) => {
			const { total, byTownship } = figuresOf(all, now, policies);
			const open = all.filter((point) => !point.closedAt);
			for (const key of Object.keys(POINTS_BEHIND) as FigureKey[]) {
				const sum = (of: CountPointView[]) =>
					of
						.filter((point) => POINTS_BEHIND[key](point, now, policies))
						.reduce((figure, point) => figure + (worth[key]?.(point) ?? 1), 0);
				expect([key, total[key]]).toEqual([key, sum(open)]);
				for (const [code, figures] of byTownship)
					expect(figures[key]).toBe(sum(open.filter((point) => point.townshipCode === code)));
				const townships = [...byTownship.values()].reduce((figure, township) => figure + township[key], 0);
				expect(townships).toBe(total[key]);
			}
			expect(total.relocated).toBe(total.sheltered + total.dispersed);
		})
	);
});

test('a shelter that never spoke is silent from its opening on; a village never is', () => {
	expect(isSilent(pointOf(), at(240), 240)).toBe(false);
	expect(isSilent(pointOf(), at(241), 240)).toBe(true);
	expect(isSilent(pointOf({ lastWordAt: at(100) }), at(340), 240)).toBe(false);
	expect(isSilent(pointOf({ closedAt: at(5) }), at(2000), 240)).toBe(false);
	expect(isSilent(pointOf({ kind: 'dispersed' }), at(2000), 240)).toBe(false);
});

test('occupancy is amber from the line on and red above it; unknown is not green', () => {
	const tone = (people: number | null, capacity: number | null) =>
		occupancyTone(pointOf({ people, capacity }), policies);
	expect([tone(79, 100), tone(80, 100), tone(100, 100), tone(101, 100)]).toEqual(['green', 'amber', 'amber', 'red']);
	expect([tone(null, 100), tone(5, null), tone(0, 0), tone(1, 0)]).toEqual(['unknown', 'unknown', 'green', 'red']);
});
