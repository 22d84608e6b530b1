import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	observationTime,
	takeObservation,
	type CountState,
	type NewObservation
} from '#domain/counts/take-observation.ts';
import { at, freshState } from './points.ts';

const WINDOW = 30;

let made = 0;
function said(by: string, people: number, minutes: number, kind: NewObservation['kind'] = 'count'): NewObservation {
	return { id: `o${++made}`, kind, by, people, ageBands: null, needs: null, observedAt: at(minutes) };
}

function take(...observations: NewObservation[]): CountState {
	return observations.reduce((state, taken) => takeObservation(state, taken, WINDOW), freshState());
}

/** Observations at different minutes, in an order of arrival that has nothing to do with them. */
const history = (options: { reporters?: string[]; kinds?: NewObservation['kind'][] } = {}) =>
	fc
		.uniqueArray(
			fc.record({
				by: fc.constantFrom(...(options.reporters ?? ['a', 'b', 'c'])),
				people: fc.integer({ min: 0, max: 4 }),
				minutes: fc.integer({ min: 0, max: 199 }),
				kind: fc.constantFrom(...(options.kinds ?? (['count', 'count', 'count', 'correction', 'settlement'] as const)))
			}),
			{ minLength: 1, maxLength: 24, selector: ({ minutes }) => minutes }
		)
		.map((list) => list.map(({ by, people, minutes, kind }) => said(by, people, minutes, kind)));

describe('the figure', () => {
	test('is the newest observation, whatever the order of arrival', () => {
		fc.assert(
			fc.property(history(), (observations) => {
				const { point } = take(...observations);
				const newest = observations.reduce((a, b) => (a.observedAt > b.observedAt ? a : b));
				expect(point).toMatchObject({
					people: newest.people,
					observationId: newest.id,
					observedAt: newest.observedAt,
					lastWordAt: newest.observedAt,
					version: 1 + observations.length
				});
			})
		);
	});

	test('a word that comes late stays history', () => {
		const { point } = take(said('a', 20, 90), said('b', 5, 10));
		expect(point).toMatchObject({ people: 20, observedAt: at(90), lastWordAt: at(90), disputeIds: [] });
	});

	test('of two words of one moment the later arrival counts', () => {
		expect(take(said('a', 20, 90), said('a', 21, 90)).point.people).toBe(21);
	});
});

describe('a dispute', () => {
	test('nobody disputes herself', () => {
		fc.assert(
			fc.property(history({ reporters: ['a'], kinds: ['count'] }), (observations) => {
				expect(take(...observations).point.disputeIds).toEqual([]);
			})
		);
	});

	test('two who differ within the window are shown, also when one of them arrives late', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 100 }), fc.boolean(), (gap, isLate) => {
				const words = [said('a', 20, 0), said('b', 25, gap)];
				const { point } = take(...(isLate ? words.reverse() : words));
				expect([...point.disputeIds].sort()).toEqual(gap <= WINDOW ? words.map(({ id }) => id).sort() : []);
			})
		);
	});

	test('stands between the latest words of at least two reporters who differ, each shown once', () => {
		fc.assert(
			fc.property(history({ reporters: [...'abcdefghijklmnopqrstuvw'] }), (observations) => {
				const { point, reporters } = take(...observations);
				const sides = point.disputeIds.map((id) => reporters.find((word) => word.observationId === id));
				expect(sides).not.toContain(undefined);
				expect(new Set(reporters.map(({ by }) => by)).size).toBe(reporters.length);
				if (sides.length > 0) expect(new Set(sides.map((side) => side!.people)).size).toBeGreaterThan(1);
			})
		);
	});

	test('shows no side that is no longer remembered, however many speak', () => {
		const words = Array.from({ length: 40 }, (_, index) => said(`r${index}`, index, index / 4));
		const { point, reporters } = take(...words);
		expect(point.disputeIds).toEqual(reporters.map(({ observationId }) => observationId));
		expect(point.disputeIds.at(-1)).toBe(words.at(-1)!.id);
	});

	test('ends when its sides say the same', () => {
		expect(take(said('a', 20, 0), said('b', 25, 5), said('a', 25, 9)).point.disputeIds).toEqual([]);
	});

	test('goes on while one of three differs, and the latest word of each is shown', () => {
		const [a, b, c, again] = [said('a', 20, 0), said('b', 25, 5), said('c', 20, 7), said('a', 25, 9)];
		expect([...take(a, b, c, again).point.disputeIds].sort()).toEqual([b.id, c.id, again.id].sort());
	});

	test('outlives the window until somebody ends it', () => {
		const [a, b] = [said('a', 20, 0), said('b', 25, 5)];
		expect(take(a, b, said('c', 30, 600)).point).toMatchObject({ people: 30, disputeIds: [a.id, b.id] });
	});

	test.each(['correction', 'settlement'] as const)('a %s ends it', (kind) => {
		const { point } = take(said('a', 20, 0), said('b', 25, 5), said('desk', 22, 10, kind));
		expect(point).toMatchObject({ people: 22, disputeIds: [] });
	});

	test('what was settled never comes back, whatever else was observed before and arrives after', () => {
		fc.assert(
			fc.property(history({ kinds: ['count'] }), history({ kinds: ['count'] }), (before, late) => {
				const settled = takeObservation(take(...before), said('desk', 3, 200, 'settlement'), WINDOW);
				const state = late.reduce((known, taken) => takeObservation(known, taken, WINDOW), settled);
				expect(state.point).toMatchObject({ people: 3, disputeIds: [] });
				expect(state.point.version).toBe(settled.point.version + late.length);
			})
		);
	});

	test('counts made after a settlement are weighed again', () => {
		const settled = [said('a', 20, 0), said('b', 25, 5), said('desk', 22, 5, 'settlement')];
		expect(take(...settled, said('a', 30, 20)).point.disputeIds).toHaveLength(2);
		expect(take(...settled, said('a', 30, 50)).point.disputeIds).toEqual([]);
	});
});

describe('the time of an observation', () => {
	const minute = fc.integer({ min: -500_000, max: 500_000 });

	test('does not depend on the device clock when the device says when it sends', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 5000 }), minute, (age, wrongBy) => {
				const received = at(10_000);
				expect(observationTime(at(10_000 - age + wrongBy), at(10_000 + wrongBy), received)).toBe(at(10_000 - age));
			})
		);
	});

	test('is never in the future', () => {
		fc.assert(
			fc.property(minute, fc.option(minute, { nil: undefined }), (device, sent) => {
				const time = observationTime(at(device), sent === undefined ? undefined : at(sent), at(0));
				expect(Date.parse(time)).toBeLessThanOrEqual(Date.parse(at(0)));
			})
		);
	});

	test('is that of receipt where the clock was put right between counting and sending', () => {
		expect(observationTime('1970-01-01T00:03:00.000Z', at(10_000), at(10_000))).toBe(at(10_000));
		expect(observationTime('1970-01-01T00:03:00.000Z', undefined, at(10_000))).toBe(at(10_000));
	});

	test('without a time of sending is the device’s own, if that is past', () => {
		expect(observationTime(at(5), undefined, at(9))).toBe(at(5));
		expect(observationTime(at(12), undefined, at(9))).toBe(at(9));
	});
});
