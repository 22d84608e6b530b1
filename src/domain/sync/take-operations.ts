import { problem, type Problem } from '../shared/problems.ts';

/** Sequences from one to another, both included. */
export interface SequenceRange {
	from: number;
	to: number;
}

/** What the county knows of a queue. */
export interface QueueState {
	/** Up to here every operation has arrived or is known to be missing. */
	received: number;
	/** The highest sequence the device said it had given out. */
	assigned: number;
	/** What is known to be missing, in order. */
	gaps: readonly SequenceRange[];
}

/** An operation as it is recognised: by its id, its place and the hash of its content. */
export interface OperationMark {
	queueId: string;
	sequence: number;
	operationId: string;
	contentHash: string;
}

/** What is to be done with an operation that arrives. */
export type Step<O> =
	| { step: 'carryOut'; operation: O }
	/** It was taken before: its answer is given again. */
	| { step: 'repeat'; operation: O }
	| { step: 'refuse'; operation: O; problem: Problem };

/**
 * What is to be done with the operations of a sending, in the order of their sequence. Those that are missing between
 * them hold nothing up: a check-out that was lost must not keep a family from being checked in.
 *
 * @param known the operations taken before that have an id or a place of these
 */
export function planOperations<O extends OperationMark>(
	operations: readonly O[],
	known: readonly OperationMark[]
): Step<O>[] {
	const byId = new Map(known.map((mark) => [mark.operationId, mark]));
	const byPlace = new Map(known.map((mark) => [placeOf(mark), mark]));
	return operations
		.toSorted((a, b) => a.sequence - b.sequence)
		.map((operation): Step<O> => {
			const before = byId.get(operation.operationId) ?? byPlace.get(placeOf(operation));
			if (before && isSame(before, operation)) return { step: 'repeat', operation };
			if (before) return { step: 'refuse', operation, problem: problem('operationConflict') };
			byId.set(operation.operationId, operation);
			byPlace.set(placeOf(operation), operation);
			return { step: 'carryOut', operation };
		});
}

const placeOf = ({ queueId, sequence }: OperationMark) => `${queueId}/${sequence}`;

function isSame(a: OperationMark, b: OperationMark): boolean {
	return a.operationId === b.operationId && placeOf(a) === placeOf(b) && a.contentHash === b.contentHash;
}

/**
 * A queue after some of its operations were taken: what they jumped over is missing, and what was missing and came
 * late is not any more.
 *
 * @param assigned the highest sequence given out, as the device says now
 */
export function advanceQueue(state: QueueState, sequences: readonly number[], assigned: number): QueueState {
	let { received, gaps } = state;
	for (const sequence of sequences.toSorted((a, b) => a - b)) {
		if (sequence > received + 1) gaps = [...gaps, { from: received + 1, to: sequence - 1 }];
		if (sequence <= received) gaps = gaps.flatMap((gap) => without(gap, sequence));
		received = Math.max(received, sequence);
	}
	return { received, assigned: Math.max(state.assigned, assigned, received), gaps };
}

function without(gap: SequenceRange, sequence: number): SequenceRange[] {
	if (sequence < gap.from || sequence > gap.to) return [gap];
	return [
		{ from: gap.from, to: sequence - 1 },
		{ from: sequence + 1, to: gap.to }
	].filter(({ from, to }) => from <= to);
}

/** A queue whose device has begun another: its storage is gone, and with it what was never sent. */
export function closeQueue(state: QueueState): QueueState {
	const { received, assigned, gaps } = state;
	if (assigned <= received) return state;
	return { received: assigned, assigned, gaps: [...gaps, { from: received + 1, to: assigned }] };
}
