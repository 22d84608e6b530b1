import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	advanceQueue,
	closeQueue,
	planOperations,
	type OperationMark,
	type QueueState
} from '#domain/sync/take-operations.ts';

const NEW: QueueState = { received: 0, assigned: 0, gaps: [] };
const mark = (sequence: number, over: Partial<OperationMark> = {}): OperationMark => ({
	queueId: 'q',
	sequence,
	operationId: `o${sequence}`,
	contentHash: `h${sequence}`,
	...over
});
const missing = (state: QueueState) =>
	state.gaps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));

test('operations are planned in their order; one taken before is answered again; other content is refused', () => {
	const steps = planOperations(
		[
			mark(3),
			mark(1),
			mark(2, { contentHash: 'x' }),
			mark(4, { operationId: 'other' }),
			mark(9, { operationId: 'o1' })
		],
		[mark(1), mark(2), mark(4)]
	);
	expect(steps.map(({ step, operation }) => [operation.sequence, step])).toEqual([
		[1, 'repeat'],
		[2, 'refuse'],
		[3, 'carryOut'],
		[4, 'refuse'],
		[9, 'refuse']
	]);
	expect(steps[1]).toMatchObject({ problem: { code: 'operationConflict' } });
});

test('the same operation twice in one sending is done once', () => {
	expect(planOperations([mark(1), mark(1)], []).map(({ step }) => step)).toEqual(['carryOut', 'repeat']);
	const two = [mark(1), mark(1, { operationId: 'other' })];
	expect(planOperations(two, []).map(({ step }) => step)).toEqual(['carryOut', 'refuse']);
});

test('an operation of another queue with the same place is no other operation', () => {
	expect(planOperations([mark(1, { queueId: 'r', operationId: 'o' })], [mark(1)])[0]!.step).toBe('carryOut');
	expect(planOperations([mark(1, { queueId: 'r' })], [mark(1)])[0]!.step).toBe('refuse');
});

test('a jump is a gap; what comes late splits it and closes it', () => {
	const jumped = advanceQueue(NEW, [1, 5], 7);
	expect(jumped).toEqual({ received: 5, assigned: 7, gaps: [{ from: 2, to: 4 }] });
	const split = advanceQueue(jumped, [3], 7);
	expect(split.gaps).toEqual([
		{ from: 2, to: 2 },
		{ from: 4, to: 4 }
	]);
	expect(advanceQueue(split, [4, 2], 7)).toEqual({ received: 5, assigned: 7, gaps: [] });
});

test('a queue whose storage is gone misses its tail; one that was sent whole misses nothing', () => {
	const state = advanceQueue(NEW, [1, 2], 4);
	expect(closeQueue(state)).toEqual({ received: 4, assigned: 4, gaps: [{ from: 3, to: 4 }] });
	const whole = advanceQueue(NEW, [1, 2], 2);
	expect(closeQueue(whole)).toEqual(whole);
});

/** Sequences that were given out, some lost, the others sent in any order, in any parts, any of them repeatedly. */
const history = fc
	.tuple(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(), { maxLength: 12 }))
	.chain(([assigned, losses]) => {
		const lost = new Set(losses.map((loss) => (loss % assigned) + 1));
		const kept = Array.from({ length: assigned }, (_, at) => at + 1).filter((sequence) => !lost.has(sequence));
		const sendings = fc.array(fc.subarray(kept), { maxLength: 6 });
		return fc.record({
			assigned: fc.constant(assigned),
			kept: fc.constant(kept),
			sendings: sendings.chain((parts) => {
				const rest = kept.filter((sequence) => !parts.flat().includes(sequence));
				const all = [...parts, ...rest.map((sequence) => [sequence])];
				return fc.shuffledSubarray(all, { minLength: all.length });
			})
		});
	});

test('whatever order, parts and repeats operations come in, exactly what never came is missing, once and no more', () => {
	fc.assert(
		fc.property(history, ({ assigned, kept, sendings }) => {
			const end = sendings.reduce((state, sequences) => advanceQueue(state, sequences, assigned), NEW);
			const last = kept.at(-1) ?? 0;
			expect(end.received).toBe(last);
			const lost = Array.from({ length: last }, (_, at) => at + 1).filter((sequence) => !kept.includes(sequence));
			expect(missing(end).sort((a, b) => a - b)).toEqual(lost);
			const closed = missing(closeQueue({ ...end, assigned: Math.max(assigned, end.assigned) }));
			expect(closed).toHaveLength(assigned - kept.length);
		})
	);
});

test('each operation is carried out once, whatever order, parts and repeats it comes in', () => {
	fc.assert(
		fc.property(history, ({ kept, sendings }) => {
			const known: OperationMark[] = [];
			const done = sendings.flatMap((sequences) => {
				const steps = planOperations(
					sequences.map((sequence) => mark(sequence)),
					known
				);
				expect(steps.every(({ step }) => step !== 'refuse')).toBe(true);
				const carried = steps.filter(({ step }) => step === 'carryOut').map(({ operation }) => operation);
				known.push(...carried);
				return carried.map(({ sequence }) => sequence);
			});
			expect(done.sort((a, b) => a - b)).toEqual(kept);
		})
	);
});
