import { createHash } from 'node:crypto';
import { problem, ProblemError, type Problem, type ProblemCode } from '#domain/shared/problems.ts';
import { commandOf, contentOf, SCHEMA_VERSION, WITHDRAWN, type Envelope } from '#domain/sync/operation.ts';
import type { OperationAnswer, PushAnswer, PushInput } from '#domain/sync/push.ts';
import { raiseEnvelope } from '#domain/sync/raise-envelope.ts';
import { planOperations, type OperationMark } from '#domain/sync/take-operations.ts';
import type { App } from '../app.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Keyring } from '../people/keyring.ts';
import { readSending, recordSending, type KnownOfSending, type SendingRecord } from '../repositories/device-queues.ts';
import { problemOf } from '../trpc/trpc.ts';
import { carryOut, isSendable, saysConflict } from './operations.ts';
import { answerAgain, outcomeOf } from './outcome.ts';

/** An operation as it arrives: its kind may be one that this server does not know yet. */
export type ArrivingEnvelope = Omit<Envelope, 'kind'> & { kind: string };
/** A sending whose kinds may be unknown. */
export type Sending = Omit<PushInput, 'operations'> & { operations: ArrivingEnvelope[] };

type Arriving = OperationMark & { envelope: ArrivingEnvelope };

/** Troubles that pass: the operation is as good as before, and is sent again later. */
const PASSING: ReadonlySet<ProblemCode> = new Set(['databaseUnavailable', 'diskFull', 'serverBusy', 'internal']);

/** A device that waits longer gives the answer up; the rest comes with its next sending. */
const LONGEST_MS = 10_000;

/**
 * Takes the next operations of a queue: carries them out in their order, records what became of them, and says what
 * never arrived. Sent again, in any order, it does nothing twice; a crash between carrying out and recording does no
 * harm either, for the operation itself is known by its id.
 *
 * @throws ProblemError `deviceRevoked`, `deviceMismatch`
 */
export function takeSending(app: App, context: CommandContext, sending: Sending): Promise<PushAnswer> {
	return app.queues.take(sending.queueId, () => takeInTurn(app, context, sending));
}

async function takeInTurn(app: App, context: CommandContext, sending: Sending): Promise<PushAnswer> {
	const { queueId, deviceId, operations, assigned, refused } = sending;
	const owner = { queueId, deviceId, accountId: context.actor.accountId };
	const known = await readSending(app.db.pool, owner, operations);
	if (known.isRevoked) throw new ProblemError('deviceRevoked');
	if (known.isForeign) throw new ProblemError('deviceMismatch');
	const isServerOlder = operations.some(
		({ schemaVersion, kind }) => schemaVersion > SCHEMA_VERSION || !(isSendable(kind) || kind === WITHDRAWN)
	);
	const { answers, taken, retry } = isServerOlder
		? { answers: [], taken: [], retry: problem('serverOlder') }
		: await takeAll(app, context, sending, known);
	const record: SendingRecord = { owner, assigned, refused, now: context.now, taken };
	const { received, gaps } = await recordSending(app.db.pool, record);
	return { answers, received, gaps, retry, at: new Date().toISOString() };
}

interface Taken {
	answers: OperationAnswer[];
	taken: SendingRecord['taken'];
	retry: Problem | null;
}

/** Carries out what is new, in order, until a passing trouble or for as long as a device waits. */
async function takeAll(app: App, context: CommandContext, sending: Sending, known: KnownOfSending): Promise<Taken> {
	const { queueId, operations } = sending;
	const steps = planOperations(
		operations.map((envelope): Arriving => {
			const { operationId, sequence, payloadHash } = envelope;
			return { queueId, operationId, sequence, contentHash: keyedHash(app.keyring, payloadHash), envelope };
		}),
		known.taken
	);
	const answers: OperationAnswer[] = [];
	const taken: Taken['taken'] = [];
	const end = performance.now() + LONGEST_MS;
	for (const { operation, ...step } of steps) {
		if (performance.now() > end) break;
		const { operationId, envelope } = operation;
		if (step.step === 'refuse') {
			answers.push({ operationId, outcome: 'rejected', problem: step.problem });
			continue;
		}
		if (step.step === 'repeat') {
			const before = known.taken.find((of) => of.operationId === operationId);
			const now = answers.find((of) => of.operationId === operationId);
			answers.push(
				before ? answerAgain(app.keyring, before) : now?.outcome === 'applied' ? { ...now, outcome: 'duplicate' } : now!
			);
			continue;
		}
		const answer = await takeOne(app, context, sending, envelope, known.doneIds.includes(operationId));
		if (answer.outcome === 'rejected' && PASSING.has(answer.problem.code)) {
			const isHopeless = answer.problem.code === 'internal' && app.queues.failed(operationId);
			if (!isHopeless) return { answers, taken, retry: answer.problem };
			answer.problem = problem('operationFailed', answer.problem.params);
		}
		answers.push(answer);
		const { sequence, contentHash } = operation;
		taken.push({ queueId, sequence, operationId, contentHash, kind: envelope.kind, ...outcomeOf(app.keyring, answer) });
	}
	return { answers, taken, retry: null };
}

/** What becomes of one operation. `isDone`: it was carried out before, though the queue does not know. */
async function takeOne(
	app: App,
	context: CommandContext,
	sending: Sending,
	envelope: ArrivingEnvelope,
	isDone: boolean
): Promise<OperationAnswer> {
	const { operationId } = envelope;
	const rejected = (of: Problem): OperationAnswer => ({ operationId, outcome: 'rejected', problem: of });
	if (app.storage.isFull) return rejected(problem('diskFull'));
	const content = contentOf(sending, envelope as Envelope);
	if (createHash('sha256').update(content).digest('base64url') !== envelope.payloadHash)
		return rejected(problem('operationDamaged'));
	if (envelope.kind === WITHDRAWN) return { operationId, outcome: 'applied', answer: null };
	try {
		const { kind, payload } = raiseEnvelope(envelope);
		if (!isSendable(kind)) throw new Error(`Raised to an unknown kind: ${kind}`);
		const answer = await carryOut(app, context, kind, commandOf({ ...envelope, payload }, sending.sentAt));
		if (saysConflict(answer)) return { operationId, outcome: 'conflict', answer };
		return { operationId, outcome: isDone ? 'duplicate' : 'applied', answer };
	} catch (error) {
		const of = problemOf(error, context.requestId);
		if (of.code === 'internal')
			app.reportError(error, { requestId: context.requestId, path: `sync.push ${envelope.kind}` });
		return rejected(of);
	}
}

/** The hash of an operation's content as it is kept: keyed, for names could be tried against a plain one. */
function keyedHash(keyring: Keyring, payloadHash: string): string {
	return keyring.blindIndex(`operation\n${payloadHash}`).toString('base64');
}
