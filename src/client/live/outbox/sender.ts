import { problem, ProblemError, type Problem } from '#domain/shared/problems.ts';
import { PUSH_LIMIT, type PushAnswer, type PushInput } from '#domain/sync/push.ts';
import { budgetAfter, budgetAfterFailure, FIRST_BUDGET, fitting, mostFitting, sizeOf, waitAfter } from './pace.ts';
import { refused, settled } from './settle.ts';
import type { Contact, KeptOperation, Settlement } from './storage.ts';
import type { OutboxStatus, OutboxWorld } from './world.ts';

/** Operations that are done with and still shown. */
export const MOST_ANSWERED = 30;

/** Sends what waits in the queue: in order, one request at a time, at the pace that the line bears. */
export class OutboxSender {
	readonly #world: OutboxWorld;
	#status: OutboxStatus;
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

	/** @param contact the county's last word to this queue, from before: without a network it stays the last */
	constructor(world: OutboxWorld, contact: Contact | null) {
		this.#world = world;
		this.#status = { phase: 'idle', problem: null, inFlight: [], contact };
	}

	/**
	 * Begins to send.
	 *
	 * @param reports says where this device stands though nothing waits, so that the county can tell what is missing
	 */
	start(reports = true): void {
		this.#isSender = true;
		this.#mustReport ||= reports;
		this.retryNow();
	}

	/** Sends no more, as when another tab does; an answer under way is still taken. */
	stop(): void {
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

	/** The county is to hear where this device stands with the next request, though nothing may wait. */
	reportSoon(): void {
		this.#mustReport = true;
		this.lookForWork();
	}

	/** Something may wait now. */
	lookForWork(): void {
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
