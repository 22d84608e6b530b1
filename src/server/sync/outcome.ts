import { problem, type Problem } from '#domain/shared/problems.ts';
import type { OperationAnswer } from '#domain/sync/push.ts';
import type { Keyring } from '../people/keyring.ts';
import type { TakenOperation, TakenOutcome } from '../repositories/device-queues.ts';

const recordId = (operationId: string) => `rejection:${operationId}`;

/** An answer as it is kept. Why something was rejected is encrypted: the words may repeat what was typed. */
export function outcomeOf(keyring: Keyring, answer: OperationAnswer): TakenOutcome {
	const { operationId, outcome } = answer;
	if (outcome !== 'rejected') return { outcome, keyId: null, problem: null };
	const { keyId, ciphertext } = keyring.seal(recordId(operationId), answer.problem);
	return { outcome, keyId, problem: ciphertext.toString('base64') };
}

/** The answer to an operation that is sent again: the same as the first time. A conflict is told again as one. */
export function answerAgain(keyring: Keyring, taken: TakenOperation): OperationAnswer {
	const { operationId, outcome, keyId, problem: sealed, answer } = taken;
	if (outcome === 'rejected')
		return { operationId, outcome, problem: storedProblem(keyring, operationId, keyId, sealed) };
	return { operationId, outcome: outcome === 'conflict' ? 'conflict' : 'duplicate', answer };
}

/** After a rotation of the keys, and once the event's people are anonymised, the words are gone; that it was refused stands. */
function storedProblem(keyring: Keyring, operationId: string, keyId: string | null, sealed: string | null): Problem {
	if (keyId === null || sealed === null || !keyring.has(keyId)) return problem('operationRefused');
	return keyring.open(recordId(operationId), { keyId, ciphertext: Buffer.from(sealed, 'base64') }) as Problem;
}
