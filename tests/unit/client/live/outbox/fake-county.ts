import { createHash } from 'node:crypto';
import { problem, type Problem } from '#domain/shared/problems.ts';
import { contentOf, WITHDRAWN, type Envelope } from '#domain/sync/operation.ts';
import type { OperationAnswer, PushAnswer, PushInput, SequenceGap } from '#domain/sync/push.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

interface Known {
	hash: string;
	answer: OperationAnswer;
}

/** A county that takes each operation once, knows what is missing, and remembers in which order things came. */
export class FakeCounty {
	/** Operations that took effect, in their order. */
	readonly effects: Envelope[] = [];
	readonly requests: PushInput[] = [];
	/** Which operations are refused, and why. */
	refuse: (operation: Envelope) => Problem | null = () => null;
	/** Operations taken of one request before a passing trouble ends it. */
	breath = Infinity;
	readonly #known = new Map<string, Known>();
	readonly #arrived = new Map<string, Set<number>>();

	take(input: PushInput): PushAnswer {
		this.requests.push(input);
		const arrived = this.#arrived.get(input.queueId) ?? new Set();
		this.#arrived.set(input.queueId, arrived);
		const looked = input.operations.slice(0, this.breath);
		const answers = looked.map((operation) => {
			arrived.add(operation.sequence);
			return this.#answer(input, operation);
		});
		const gaps: SequenceGap[] = [];
		const standing = Math.max(0, ...arrived);
		for (let n = 1; n < standing; n++) {
			if (arrived.has(n)) continue;
			const last = gaps.at(-1);
			if (last?.to === n - 1) last.to = n;
			else gaps.push({ queueId: input.queueId, from: n, to: n });
		}
		return {
			answers,
			received: standing,
			gaps,
			retry: looked.length < input.operations.length ? problem('serverBusy') : null,
			at: new Date(Date.parse(input.sentAt) + 5).toISOString()
		};
	}

	#answer(input: PushInput, operation: Envelope): OperationAnswer {
		const { operationId, payloadHash } = operation;
		if (sha256(contentOf(input, operation)) !== payloadHash) throw new Error(`altered on its way: ${operationId}`);
		const known = this.#known.get(operationId);
		if (known && known.hash !== payloadHash) {
			return { operationId, outcome: 'rejected', problem: problem('operationConflict') };
		}
		if (known) return known.answer.outcome === 'applied' ? { ...known.answer, outcome: 'duplicate' } : known.answer;
		const reason = this.refuse(operation);
		const answer: OperationAnswer = reason
			? { operationId, outcome: 'rejected', problem: reason }
			: { operationId, outcome: 'applied', answer: { sequence: operation.sequence } };
		if (!reason && operation.kind !== WITHDRAWN) this.effects.push(operation);
		this.#known.set(operationId, { hash: payloadHash, answer });
		return answer;
	}
}
