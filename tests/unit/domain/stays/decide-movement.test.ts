import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCheckIn, decideLeaving, endOf, type StayState } from '#domain/stays/decide-movement.ts';
import { reconcile } from '#domain/stays/stay-views.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 12) + minutes * 60_000).toISOString();
const stay = (over: Partial<StayState>): StayState => ({
	id: 's',
	personId: 'p',
	pointId: 'A',
	state: 'in',
	inObservedAt: at(0),
	outObservedAt: null,
	toPointId: null,
	...over
});

describe('checking in', () => {
	it('begins a stay for who is nowhere, or left before', () => {
		expect(decideCheckIn([], 'A', at(0))).toEqual({ outcome: 'in', followsId: null });
		const left = stay({ state: 'out', outObservedAt: at(10) });
		expect(decideCheckIn([left], 'B', at(11))).toEqual({ outcome: 'in', followsId: null });
	});

	it('ends the way of who was sent, here or elsewhere', () => {
		const sent = stay({ state: 'sent', outObservedAt: at(10), toPointId: 'B' });
		expect(decideCheckIn([sent], 'B', at(5))).toEqual({ outcome: 'in', followsId: 's' });
		expect(decideCheckIn([sent], 'C', at(20))).toEqual({ outcome: 'in', followsId: 's' });
	});

	it('keeps what comes late as history at the same place, and as a conflict at another', () => {
		const left = stay({ state: 'out', outObservedAt: at(10) });
		expect(decideCheckIn([left], 'A', at(5))).toEqual({ outcome: 'late', stayId: 's' });
		expect(decideCheckIn([left], 'B', at(5))).toEqual({ outcome: 'conflict', stayId: 's' });
	});

	it('never begins a second stay, whenever it is said to have been', () => {
		const closed = fc.record({
			pointId: fc.constantFrom('A', 'B', 'C'),
			from: fc.integer({ min: 0, max: 100 }),
			for: fc.integer({ min: 0, max: 50 })
		});
		const moment = fc.integer({ min: -50, max: 200 });
		fc.assert(
			fc.property(
				fc.array(closed, { maxLength: 5 }),
				fc.constantFrom('A', 'B'),
				moment,
				moment,
				(past, open, since, now) => {
					const history = past.map((of, index) =>
						stay({
							id: `c${index}`,
							pointId: of.pointId,
							state: 'out',
							inObservedAt: at(of.from),
							outObservedAt: at(of.from + of.for)
						})
					);
					const known = [...history, stay({ id: 'open', pointId: open, inObservedAt: at(since) })];
					const decided = decideCheckIn(known, 'A', at(now));
					expect(decided).toEqual({ outcome: open === 'A' ? 'alreadyIn' : 'conflict', stayId: 'open' });
				}
			)
		);
	});
});

describe('leaving', () => {
	it('is for those who are there: all, or none', () => {
		const here = stay({});
		expect(decideLeaving([here], ['p'], 'A')).toEqual({ ok: true, value: [here] });
		expect(decideLeaving([here], ['p', 'q'], 'A')).toMatchObject({
			ok: false,
			problem: { code: 'personNotHere', params: { count: 1 } }
		});
		expect(decideLeaving([here], ['p'], 'B').ok).toBe(false);
		expect(decideLeaving([stay({ state: 'sent' })], ['p'], 'A').ok).toBe(false);
	});

	it('is never before the arrival', () => {
		expect([endOf(stay({}), at(-5)), endOf(stay({}), at(5))]).toEqual([at(0), at(5)]);
	});
});

it('a count and its names: the difference, and none without a count', () => {
	const names = { named: 3, needs: {}, conflicts: 0, keepsNamesAt: null, movedAt: at(-9) };
	expect(reconcile({ id: 'A', people: 5, observedAt: at(0) }, names).difference).toBe(2);
	expect(reconcile({ id: 'A', people: 0, observedAt: at(0) }, names).difference).toBe(-3);
	expect(reconcile({ id: 'A', people: null, observedAt: null }, names).difference).toBeNull();
});

it('the difference stands since heads or names last changed', () => {
	const names = { named: 3, needs: {}, conflicts: 0, keepsNamesAt: null };
	const since = (observedAt: string | null, movedAt: string | null) =>
		reconcile({ id: 'A', people: 5, observedAt }, { ...names, movedAt }).since;
	expect([since(at(1), at(2)), since(at(3), at(2)), since(at(1), null), since(null, at(2)), since(null, null)]).toEqual(
		[at(2), at(3), at(1), at(2), null]
	);
});
