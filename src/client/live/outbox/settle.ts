import { problem, type Problem } from '#domain/shared/problems.ts';
import { WITHDRAWN } from '#domain/sync/operation.ts';
import type { OperationAnswer } from '#domain/sync/push.ts';
import type { DoneState, KeptOperation } from './storage.ts';

/** What is kept of an operation that is done with: what it was, not what it said. */
function withoutPayload(operation: KeptOperation, state: DoneState, at: string) {
	return { ...operation, state, payload: {}, problem: null, answeredAt: at };
}

/** An operation after the county's answer to it. */
export function settled(operation: KeptOperation, answer: OperationAnswer, at: string): KeptOperation {
	if (answer.outcome === 'rejected') return refused(operation, answer.problem, at);
	const state = answer.outcome === 'conflict' ? 'conflict' : 'applied';
	return { ...withoutPayload(operation, state, at), answer: answer.answer ?? null };
}

/** An operation that was refused: all of it is kept, to be mended. */
export function refused(operation: KeptOperation, reason: Problem, at: string): KeptOperation {
	// Its number was used for what it said before it was withdrawn: that had arrived after all.
	const isLate = operation.kind === WITHDRAWN && reason.code === 'operationConflict';
	return { ...operation, state: 'refused', problem: isLate ? problem('withdrawnTooLate') : reason, answeredAt: at };
}

/** A refused operation that another takes the place of. */
export function replaced(operation: KeptOperation, at: string): KeptOperation {
	return withoutPayload(operation, 'replaced', at);
}

/** A refused operation that its owner gives up. */
export function givenUp(operation: KeptOperation, at: string): KeptOperation {
	return withoutPayload(operation, 'givenUp', at);
}
