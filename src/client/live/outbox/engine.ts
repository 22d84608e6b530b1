import { describeIssues } from '#domain/shared/describe-issue.ts';
import { problem, ProblemError, type Problem } from '#domain/shared/problems.ts';
import type { Result } from '#domain/shared/result.ts';
import {
	commandOf,
	contentOf,
	OPERATION_SCHEMAS,
	SCHEMA_VERSION,
	WITHDRAWN,
	type PayloadOf,
	type SendableKind
} from '#domain/sync/operation.ts';
import { PUSH_LIMIT, type PushAnswer, type PushInput } from '#domain/sync/push.ts';
import { budgetAfter, budgetAfterFailure, FIRST_BUDGET, fitting, mostFitting, sizeOf, waitAfter } from './pace.ts';
import { givenUp, refused, replaced, settled } from './settle.ts';
import type { Contact, KeptOperation, OutboxStorage, Settlement } from './storage.ts';

/** What sending is doing: nothing to do, a request under way, waiting for the next try, or until someone signs in. */
export type SendingPhase = 'idle' | 'sending' | 'waiting' | 'signedOut';

export interface OutboxStatus {
	phase: SendingPhase;
	/** Why the last try failed. */
	problem: Problem | null;
	/** Operations in the request under way. */
	inFlight: readonly string[];
	contact: Contact | null;
}

/** Everything the queue needs of the world around it. */
export interface OutboxWorld {
	storage: OutboxStorage;
	/** One request to `sync.push`; gives the problem when there is no answer. */
	push: (input: PushInput) => Promise<Result<PushAnswer>>;
	now: () => Date;
	/** From 0 to 1. */
	random: () => number;
	newId: () => string;
	/** SHA-256, base64url. */
	hash: (text: string) => Promise<string>;
	/** Whether the device itself says that it has no network; false where it cannot tell. */
	isOffline?: () => boolean;
	/** Does something after a while; gives the way to call it off. */
	later: (ms: number, act: () => void) => () => void;
	/** These operations are new or stand differently now. */
	onChanged: (operations: readonly KeptOperation[]) => void;
	onStatus: (status: OutboxStatus) => void;
	/** Something unforeseen went wrong while sending; it is tried again. */
	onTrouble: (error: unknown) => void;
}

export interface EnqueueOptions {
	/** What it is about, such as the id of the count point. */
	subject: string;
	/** Short words for lists; encrypted where they are kept. */
	label: string;
	/** The version of the subject that the person had before her eyes. */
	baseVersion?: number | null;
	/** The refused operation that this one mends. */
	replaces?: string;
	/** The id and time it was given when it was done; made now unless said. */
	made?: { operationId: string; deviceTime: string };
}

/** Operations that are done with and still shown. */
export const MOST_ANSWERED = 30;

/**
 * The queue of what was done on a device: numbered without a gap, kept before it is called saved, sent in order, one
 * request at a time, and never let go without an answer. Knows nothing of browsers, so that the tests drive this code.
 */
export class OutboxEngine {
	readonly #world: OutboxWorld;
	#status: OutboxStatus;
	#turn: Promise<unknown> = Promise.resolve();
	#isSender = false;
	#isBusy = false;
	/** Something may wait that the last look did not see. */
	#hasWork = false;
	/** The next try is not to wait, whatever became of this one. */
	#isHurried = false;
	/** The county is to hear where this device stands even when nothing waits. */
	#mustReport = false;
	#failures = 0;
	#budget = FIRST_BUDGET;
	#callOff: (() => void) | null = null;

	/**
	 * @param contact the county's last word to this queue, from before: without a network it stays the last
	 */
	constructor(world: OutboxWorld, contact: Contact | null = null) {
		this.#world = world;
		this.#status = { phase: 'idle', problem: null, inFlight: [], contact };
	}

	/**
	 * Takes in what was done. Resolves once it is kept; throws ProblemError when it cannot be (`invalidInput`,
	 * `deviceStorageFull`), and then nothing was.
	 */
	enqueue<K extends SendableKind>(kind: K, payload: PayloadOf<K>, options: EnqueueOptions): Promise<KeptOperation> {
		return this.#inTurn(async () => {
			const operation = await this.#append(kind, payload, options);
			this.#lookForWork();
			return operation;
		});
	}

	/** Gives up an operation that was not answered. Its number stays, and says so; the county hears of it as the others. */
	async withdraw(operationId: string): Promise<void> {
		await this.#change(operationId, 'queued', async (operation) => {
			const content = { ...operation, kind: WITHDRAWN, payload: {} } as const;
			const queue = await this.#world.storage.queue();
			return { ...content, payloadHash: await this.#world.hash(contentOf(queue, content)) };
		});
		this.#lookForWork();
	}

	/** Lets a refused operation go, as its owner wishes. */
	async dismiss(operationId: string): Promise<void> {
		const { storage, now, onChanged } = this.#world;
		const [operation] = await storage.find([operationId]);
		if (operation?.isUnreadable) {
			await storage.forget([operation]);
			onChanged([givenUp(operation, now().toISOString())]);
		} else await this.#change(operationId, 'refused', async (from) => givenUp(from, now().toISOString()));
		this.#mustReport = true;
		this.#lookForWork();
	}

	/**
	 * Begins to send.
	 *
	 * @param reports says where this device stands though nothing waits, so that the county can tell what is missing
	 */
	startSending(reports = true): void {
		this.#isSender = true;
		this.#mustReport ||= reports;
		this.retryNow();
	}

	/** Sends no more, as when another tab does; an answer under way is still taken. */
	stopSending(): void {
		this.#isSender = false;
		this.#callOffNext();
		if (!this.#isBusy) this.#say({ phase: 'idle' });
	}

	/** Tries at once, however long the last wait was to be: the network is back, or somebody asks for it. */
	retryNow(): void {
		this.#failures = 0;
		this.#callOffNext();
		if (this.#status.phase === 'signedOut') this.#say({ phase: 'idle', problem: null });
		this.#isHurried = true;
		void this.#send();
	}

	/** Resolves once everything that was asked for so far is kept. */
	async atRest(): Promise<void> {
		await this.#turn;
	}

	/** Another tab has put something in. */
	noticeWork(): void {
		this.#lookForWork();
	}

	async #append<K extends SendableKind>(
		kind: K,
		given: PayloadOf<K>,
		{ subject, label, baseVersion = null, replaces, made }: EnqueueOptions
	): Promise<KeptOperation> {
		const { storage, newId, hash } = this.#world;
		// A copy as it will travel: what is hashed, kept and sent is one and the same.
		const payload = JSON.parse(JSON.stringify(given)) as Record<string, unknown>;
		const { operationId, deviceTime } = made ?? { operationId: newId(), deviceTime: this.#world.now().toISOString() };
		const read = OPERATION_SCHEMAS[kind].safeParse(commandOf({ operationId, deviceTime, payload }, deviceTime));
		if (!read.success) {
			const fields = describeIssues(read.error.issues);
			throw new ProblemError('invalidInput', { summary: fields.map(({ zh }) => zh).join('；') }, fields);
		}
		const old = replaces ? (await storage.find([replaces]))[0] : undefined;
		const mended = old?.state === 'refused' ? replaced(old, deviceTime) : null;
		for (let queue = await storage.lastSeenQueue(); ; queue = await storage.queue()) {
			const sequence = queue.assigned + 1;
			const envelope = { operationId, sequence, kind, schemaVersion: SCHEMA_VERSION, baseVersion, deviceTime, payload };
			const operation: KeptOperation = {
				...envelope,
				payloadHash: await hash(contentOf(queue, envelope)),
				state: 'queued',
				subject,
				label,
				problem: null,
				answer: null,
				answeredAt: null
			};
			if (await storage.append(operation, mended)) {
				this.#world.onChanged(mended ? [mended, operation] : [operation]);
				return operation;
			}
		}
	}

	async #change(
		operationId: string,
		state: 'queued' | 'refused',
		change: (operation: KeptOperation) => Promise<KeptOperation>
	): Promise<void> {
		await this.#inTurn(async () => {
			const [from] = await this.#world.storage.find([operationId]);
			if (from?.state !== state) return;
			this.#world.onChanged(await this.#world.storage.settle([{ from, to: await change(from) }]));
		});
	}

	/** One after the other, so that numbers are given in the order of the asking. */
	#inTurn<T>(act: () => Promise<T>): Promise<T> {
		const result = this.#turn.then(act, act);
		this.#turn = result.catch(() => undefined);
		return result;
	}

	#lookForWork(): void {
		this.#hasWork = true;
		// While a wait runs it runs on: what comes in does not hurry a server in trouble.
		if (!this.#callOff) void this.#send();
	}

	#callOffNext(): void {
		this.#callOff?.();
		this.#callOff = null;
	}

	async #send(): Promise<void> {
		if (!this.#isSender || this.#isBusy || this.#status.phase === 'signedOut') return;
		this.#isBusy = true;
		let failure: Problem | null;
		do {
			this.#isHurried = false;
			this.#hasWork = false;
			failure = await this.#tryBatch();
		} while (this.#isSender && (this.#isHurried || (this.#hasWork && !failure)));
		this.#isBusy = false;
		this.#rest(failure);
	}

	/** Waits for the next try, for somebody to sign in, or for work. */
	#rest(failure: Problem | null): void {
		if (!failure || !this.#isSender) {
			this.#say({ phase: 'idle', problem: failure, inFlight: [] });
			return;
		}
		const isSignedOut = failure.code === 'unauthenticated' || failure.code === 'passwordChangeRequired';
		this.#say({ phase: isSignedOut ? 'signedOut' : 'waiting', problem: failure, inFlight: [] });
		if (isSignedOut) return;
		this.#failures += 1;
		this.#callOff = this.#world.later(waitAfter(this.#failures, this.#world.random()), () => {
			this.#callOff = null;
			void this.#send();
		});
	}

	async #tryBatch(): Promise<Problem | null> {
		try {
			return await this.#sendBatch();
		} catch (error) {
			if (error instanceof ProblemError) return error.problem;
			this.#world.onTrouble(error);
			return problem('deviceStorageTrouble');
		}
	}

	/** One request; gives the problem that stands in the way of the next. */
	async #sendBatch(): Promise<Problem | null> {
		const { storage } = this.#world;
		// Where there is no network, as the last try bore out, one alone asks whether it is back: to open all that waits for
		// each try would take the device from those who work at it.
		const isHopeless = this.#failures > 0 && this.#world.isOffline?.() === true;
		const most = isHopeless ? 1 : Math.min(PUSH_LIMIT, mostFitting(this.#budget));
		const waiting = await storage.waiting(most);
		if (waiting.length === 0 && !this.#mustReport) return null;
		const batch = fitting(waiting, this.#budget);
		const { queueId, deviceId, assigned } = await storage.queue();
		const sentAt = this.#world.now();
		const input: PushInput = {
			deviceId,
			queueId,
			assigned,
			refused: await storage.countRefused(),
			sentAt: sentAt.toISOString(),
			operations: batch.map(envelopeOf)
		};
		this.#say({ phase: 'sending', inFlight: batch.map(({ operationId }) => operationId) });
		const result = await this.#world.push(input);
		const answeredAt = this.#world.now();
		if (!result.ok) return this.#notTaken(batch, result.problem);
		this.#mustReport = false;
		await this.#take(batch, result.value);
		if (result.value.retry) return result.value.retry;
		const answered = result.value.answers.length;
		// An answer that says nothing of what was sent would be asked for again and again.
		if (batch.length > 0 && answered === 0) return problem('serverBusy');
		this.#failures = 0;
		const sent = batch.reduce((sum, operation) => sum + sizeOf(operation), 0);
		if (sent > 0) this.#budget = budgetAfter(this.#budget, sent, answeredAt.getTime() - sentAt.getTime());
		if (waiting.length > answered || waiting.length === most || this.#mustReport) this.#hasWork = true;
		return null;
	}

	async #take(batch: readonly KeptOperation[], { answers, at, gaps }: PushAnswer): Promise<void> {
		const { storage, onChanged } = this.#world;
		const sent = new Map(batch.map((operation) => [operation.operationId, operation]));
		const settlements = answers.flatMap((answer): Settlement[] => {
			const from = sent.get(answer.operationId);
			return from ? [{ from, to: settled(from, answer, at) }] : [];
		});
		const taken = await storage.settle(settlements);
		if (taken.some(({ state }) => state === 'refused')) this.#mustReport = true;
		if (answers.length > 0) this.#failures = 0;
		onChanged(taken);
		this.#say({ contact: { at, gaps }, problem: null, inFlight: [] });
		await storage.keepContact({ at, gaps });
		if (taken.length > 0) await storage.trim(MOST_ANSWERED);
	}

	/** The request as a whole was not taken. What one operation alone brings about is that operation's refusal. */
	async #notTaken(batch: readonly KeptOperation[], reason: Problem): Promise<Problem | null> {
		const isContent = (reason.code === 'invalidInput' || reason.code === 'tooLarge') && batch.length > 0;
		if (!isContent) {
			this.#budget = budgetAfterFailure(this.#budget);
			return reason;
		}
		// The next request tries the first of them alone.
		this.#budget = 1;
		this.#hasWork = true;
		const [only] = batch;
		if (only && batch.length === 1) {
			const to = refused(only, reason, this.#world.now().toISOString());
			this.#world.onChanged(await this.#world.storage.settle([{ from: only, to }]));
			this.#mustReport = true;
		}
		return null;
	}

	#say(change: Partial<OutboxStatus>): void {
		this.#status = { ...this.#status, ...change };
		this.#world.onStatus(this.#status);
	}
}

function envelopeOf(operation: KeptOperation) {
	const { operationId, sequence, kind, schemaVersion, baseVersion, deviceTime, payload, payloadHash } = operation;
	return { operationId, sequence, kind, schemaVersion, baseVersion, deviceTime, payload, payloadHash };
}
