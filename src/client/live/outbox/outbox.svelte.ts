import { ProblemError, type Problem } from '#domain/shared/problems.ts';
import type { PayloadOf, SendableKind } from '#domain/sync/operation.ts';
import type { SequenceGap } from '#domain/sync/push.ts';
import { newId } from '../new-id.ts';
import { unfinished } from '../unfinished.svelte.ts';
import { OutboxEngine, type EnqueueOptions } from './engine.ts';
import { Leadership } from './leadership.ts';
import { moveOldReports } from './old-reports.ts';
import { openStorage } from './open-storage.ts';
import { push } from './push.ts';
import { MOST_ANSWERED } from './sender.ts';
import { hashText } from './sha256.ts';
import { isDone, type KeptOperation, type OutboxStorage, type QueuedOperation } from './storage.ts';
import type { OutboxStatus, OutboxWorld, SendingPhase } from './world.ts';

interface Account {
	accountId: string;
	name: string;
}

/** What one tab tells the others of the same account. */
interface News {
	accountId: string;
	operationIds: string[];
	status: OutboxStatus | null;
}

interface Opened {
	account: Account;
	storage: OutboxStorage;
	isDurable: boolean;
	engine: OutboxEngine;
	leadership: Leadership;
	channel: BroadcastChannel;
}

const AT_REST: OutboxStatus = { phase: 'idle', problem: null, inFlight: [], contact: null };

/** What was done on this device and how it stands with the county: the outbox of the account that works here. */
class Outbox {
	#operations = $state.raw<readonly KeptOperation[]>([]);
	#status = $state.raw<OutboxStatus>(AT_REST);
	#isRead = $state(false);
	#isDurable = $state(true);
	#mayBeCleared = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#opening: { accountId: string; opened: Promise<Opened> } | null = null;
	readonly #listeners = new Set<(operation: QueuedOperation) => void>();

	/** Waiting, refused and lately answered operations, oldest first. */
	readonly operations: readonly QueuedOperation[] = $derived(
		this.#operations.map((operation) => asSeen(operation, this.#status.inFlight))
	);
	/** Operations without an answer. */
	readonly queued: number = $derived(this.#operations.filter(({ state }) => state === 'queued').length);
	/** Operations that the county refused and that wait to be mended or given up. */
	readonly refused: number = $derived(this.#operations.filter(({ state }) => state === 'refused').length);
	/** Operations lately received by the county. */
	readonly sent: number = $derived(
		this.#operations.filter(({ state }) => state === 'applied' || state === 'conflict').length
	);

	/** Whether it is known what is kept here: before that no screen may say that nothing waits. */
	get isRead(): boolean {
		return this.#isRead;
	}

	/** The county's time of its last word to this queue. */
	get lastContactAt(): string | null {
		return this.#status.contact?.at ?? null;
	}

	/** What was made on this device and never reached the county, as the county sees it. */
	get gaps(): readonly SequenceGap[] {
		return this.#status.contact?.gaps ?? [];
	}

	get phase(): SendingPhase {
		return this.#status.phase;
	}

	/** Why the last sending failed, or why this device's storage cannot be used. */
	get problem(): Problem | null {
		return this.#problem ?? this.#status.problem;
	}

	/** Whether what is taken in outlives the page; else no screen may call it saved on this device. */
	get isDurable(): boolean {
		return this.#isDurable;
	}

	/** The browser did not promise to keep its storage when the device runs short of room, or the window is private. */
	get mayBeCleared(): boolean {
		return this.#mayBeCleared;
	}

	/** Opens the queue of the account that works here, and sends; again after somebody signed in anew. */
	async open(account: Account): Promise<void> {
		if (this.#opening?.accountId === account.accountId) {
			const { leadership, engine } = await this.#opening.opened;
			leadership.start();
			engine.retryNow();
			return;
		}
		await this.close();
		const opened = this.#begin(account);
		this.#opening = { accountId: account.accountId, opened };
		try {
			await opened;
			this.#problem = null;
		} catch (error) {
			this.#opening = null;
			if (!(error instanceof ProblemError)) throw error;
			this.#problem = error.problem;
		}
	}

	/** Sends nothing more and shows nothing; what waits stays where it is kept. */
	async close(): Promise<void> {
		const opening = this.#opening;
		this.#opening = null;
		this.#isRead = false;
		this.#operations = [];
		this.#status = AT_REST;
		if (!opening) return;
		const { leadership, engine, channel } = await opening.opened;
		leadership.stop();
		engine.stopSending();
		channel.close();
		removeEventListener('online', this.#retry);
		document.removeEventListener('visibilitychange', this.#retryWhenSeen);
	}

	/** The operation itself, for a page that knows its id. */
	find(operationId: string): QueuedOperation | undefined {
		return this.operations.find((operation) => operation.operationId === operationId);
	}

	/**
	 * Takes in what was done. Resolves once it is durable on this device; throws ProblemError (`deviceStorageFull`,
	 * `deviceLocked`, `invalidInput`, …) when it could not be kept, and then nothing was.
	 */
	async enqueue<K extends SendableKind>(
		kind: K,
		payload: PayloadOf<K>,
		options: EnqueueOptions
	): Promise<QueuedOperation> {
		const kept = this.#here().then(({ engine }) => engine.enqueue(kind, payload, options));
		return asSeen(await unfinished.whileSaving(kept), []);
	}

	/** Calls `listener` after each answer of the county. Returns the way to stop. */
	onAnswered(listener: (operation: QueuedOperation) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Tries to send at once, such as when the network is back. */
	retryNow(): void {
		void this.#opening?.opened.then(({ engine }) => engine.retryNow());
	}

	/** Gives up an operation without an answer; its number stays, as withdrawn. */
	async withdraw(operationId: string): Promise<void> {
		await (await this.#here()).engine.withdraw(operationId);
	}

	/** Gives up a refused operation. */
	async dismissRefused(operationId: string): Promise<void> {
		await (await this.#here()).engine.dismiss(operationId);
	}

	/** Resolves once nothing is being kept any more: the page may be loaded again. */
	async atRest(): Promise<void> {
		await (await this.#opening?.opened)?.engine.atRest();
	}

	async #here(): Promise<Opened> {
		if (!this.#opening) throw new ProblemError(this.#problem ?? 'deviceLocked');
		return this.#opening.opened;
	}

	async #begin(account: Account): Promise<Opened> {
		const { storage, isDurable } = await openStorage(account, () => void showWhatIsKept());
		// What was cleared away must not look saved; the county says which numbers never came.
		const showWhatIsKept = async () => (this.#operations = await storage.list());
		const channel = new BroadcastChannel('anlan.outbox');
		const tell = (operations: readonly KeptOperation[], status: OutboxStatus | null) =>
			channel.postMessage({
				accountId: account.accountId,
				operationIds: operations.map(({ operationId }) => operationId),
				status
			} satisfies News);
		const { contact } = await storage.queue();
		const world: OutboxWorld = {
			storage,
			push,
			now: () => new Date(),
			random: Math.random,
			newId,
			hash: hashText,
			isOffline: () => !navigator.onLine,
			later: (ms, act) => {
				const timer = setTimeout(act, ms);
				return () => clearTimeout(timer);
			},
			onChanged: (operations) => {
				this.#take(operations);
				if (isDurable && operations.length > 0) tell(operations, null);
			},
			onStatus: (status) => {
				this.#status = status;
				if (isDurable && leadership.isLeading) tell([], status);
			},
			// Nobody waits for this: it is tried again, and what cannot be foreseen is the page's own fault to report.
			onTrouble: (error) => reportError(error)
		};
		const engine = new OutboxEngine(world, contact);
		const leadership = new Leadership(isDurable ? `anlan.outbox.${account.accountId}` : `anlan.outbox.${newId()}`, {
			// What is in memory only has no past that could be missing.
			lead: () => engine.startSending(isDurable),
			follow: () => engine.stopSending()
		});
		channel.onmessage = ({ data }: MessageEvent<News>) => {
			if (!isDurable || data.accountId !== account.accountId) return;
			if (data.status && !leadership.isLeading) this.#status = data.status;
			if (data.operationIds.length === 0) return;
			void storage.find(data.operationIds).then((operations) => this.#take(operations));
			engine.noticeWork();
		};
		if (isDurable) await moveOldReports(account.accountId, localStorage, storage, engine);
		this.#operations = await storage.list();
		this.#isRead = true;
		this.#isDurable = isDurable;
		this.#status = { ...AT_REST, contact };
		addEventListener('online', this.#retry);
		document.addEventListener('visibilitychange', this.#retryWhenSeen);
		leadership.start();
		// What waits here is not to be thrown away when the device runs short of room.
		if (isDurable) void navigator.storage.persist().then((isPromised) => (this.#mayBeCleared = !isPromised));
		return { account, storage, isDurable, engine, leadership, channel };
	}

	readonly #retry = () => this.retryNow();
	readonly #retryWhenSeen = () => {
		if (document.visibilityState === 'visible') this.retryNow();
	};

	#take(changed: readonly KeptOperation[]): void {
		if (changed.length === 0) return;
		const known = new Map(this.#operations.map((operation) => [operation.operationId, operation]));
		const answered = changed.filter(
			({ operationId, state }) => state !== 'queued' && known.get(operationId)?.state === 'queued'
		);
		for (const operation of changed) known.set(operation.operationId, operation);
		const sorted = [...known.values()].sort((a, b) => a.sequence - b.sequence);
		const done = sorted.filter(({ state }) => isDone(state));
		const old = new Set(done.slice(0, Math.max(0, done.length - MOST_ANSWERED)));
		this.#operations = sorted.filter((operation) => !old.has(operation));
		for (const operation of answered) for (const listener of this.#listeners) listener(asSeen(operation, []));
	}
}

function asSeen(operation: KeptOperation, inFlight: readonly string[]): QueuedOperation {
	const { operationId, sequence, kind, subject, label, deviceTime, problem, answer, answeredAt, payload } = operation;
	const state = operation.state === 'queued' && inFlight.includes(operationId) ? 'sending' : operation.state;
	return {
		operationId,
		sequence,
		kind,
		subject,
		label,
		deviceTime,
		state,
		problem,
		answer,
		answeredAt,
		payload
	};
}

/** The one outbox of the page. */
export const outbox = new Outbox();
