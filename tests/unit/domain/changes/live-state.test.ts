import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '#domain/changes/change.ts';
import { applyChange, nothingTouched, type LiveState } from '#domain/changes/live-state.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { at, pointOf } from '../counts/points.ts';

const empty = (): LiveState => ({
	events: new Map(),
	shelters: new Map(),
	points: new Map(),
	indicators: new Map(),
	policies: {}
});

function apply(state: LiveState, changes: readonly Change[]) {
	const touched = nothingTouched();
	for (const change of changes) applyChange(state, change, touched);
	return touched;
}

function snapshotAfter(changes: readonly Change[]): LiveState {
	const state = empty();
	apply(state, changes);
	return structuredClone(state);
}

/** A log as the server writes it: each change carries the next version of its point. */
const log = fc
	.array(
		fc.record({
			point: fc.integer({ min: 0, max: 3 }),
			what: fc.constantFrom('count', 'condition', 'close', 'policy'),
			people: fc.integer({ min: 0, max: 50 })
		}),
		{ maxLength: 40 }
	)
	.map((steps): Change[] => {
		const points = new Map<number, CountPointView>();
		return steps.map(({ point: index, what, people }): Change => {
			if (what === 'policy') return { type: 'policy.changed', key: 'staleAfterMinutes', value: people, version: 1 };
			const before = points.get(index);
			const id = `p${index}`;
			if (!before) {
				const point = pointOf({ id });
				points.set(index, point);
				return { type: 'shelter.opened', point };
			}
			const version = before.version + 1;
			if (what === 'count') {
				const { ageBands, needs, areaCode, disputeIds } = before;
				const observed = { people, observationId: `o${version}`, observedAt: at(version), lastWordAt: at(version) };
				points.set(index, { ...before, ...observed, version });
				return {
					type: 'count.submitted',
					count: { id, areaCode, ageBands, needs, disputeIds, ...observed, version }
				};
			}
			const point: CountPointView =
				what === 'close'
					? { ...before, closedAt: at(version), version }
					: { ...before, condition: people % 2 ? 'red' : 'amber', version };
			points.set(index, point);
			return { type: what === 'close' ? 'shelter.closed' : 'shelter.conditionChanged', point };
		});
	});

test('from any snapshot on, with as much replayed as may be, the same state is reached', () => {
	fc.assert(
		fc.property(log, fc.nat(40), fc.nat(40), (changes, first, second) => {
			const [from, upto] = [Math.min(first, second, changes.length), Math.min(Math.max(first, second), changes.length)];
			const state = snapshotAfter(changes.slice(0, upto));
			apply(state, changes.slice(from));
			expect(state).toEqual(snapshotAfter(changes));
		})
	);
});

test('taking all twice touches no point, event or shelter the second time', () => {
	fc.assert(
		fc.property(log, (changes) => {
			const state = snapshotAfter(changes);
			expect([...apply(state, changes).points]).toEqual([]);
		})
	);
});

test('an older version that comes late changes nothing', () => {
	const state = empty();
	apply(state, [{ type: 'shelter.opened', point: pointOf({ version: 7, people: 9 }) }]);
	const touched = apply(state, [{ type: 'shelter.conditionChanged', point: pointOf({ version: 6, people: 1 }) }]);
	expect([...state.points.values()][0]).toMatchObject({ version: 7, people: 9 });
	expect(touched.points.size).toBe(0);
});

test('a count of a point that is not here says that the state is incomplete', () => {
	const { id, areaCode, ageBands, needs, observationId, observedAt, lastWordAt, disputeIds } = pointOf();
	const count = {
		id,
		areaCode,
		ageBands,
		needs,
		observationId,
		observedAt,
		lastWordAt,
		disputeIds,
		people: 1,
		version: 2
	};
	expect(apply(empty(), [{ type: 'count.submitted', count }])).toMatchObject({ isIncomplete: true });
});

test('new shapes are told', () => {
	const change: Change = { type: 'area.shapesChanged', areaCode: '430426', version: 2 };
	expect(apply(empty(), [change]).shapes).toBe(true);
});
