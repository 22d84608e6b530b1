import { describeIssues } from '#domain/shared/describe-issue.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import {
	commandOf,
	contentOf,
	OPERATION_SCHEMAS,
	SCHEMA_VERSION,
	WITHDRAWN,
	type PayloadOf,
	type SendableKind
} from '#domain/sync/operation.ts';
import { OutboxSender } from './sender.ts';
import { givenUp, replaced } from './settle.ts';
import type { Contact, KeptOperation } from './storage.ts';
import type { OutboxWorld } from './world.ts';

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

/**
 * The queue of what was done on a device: numbered without a gap, kept before it is called saved, sent in order, one
 * request at a time, and never let go without an answer. Knows nothing of browsers, so that the tests drive this code.
 */
export class OutboxEngine {
	readonly #world: OutboxWorld;
	readonly #sender: OutboxSender;
	#turn: Promise<unknown> = Promise.resolve();

	/**
	 * @param contact the county's last word to this queue, from before: without a network it stays the last
	 */
	constructor(world: OutboxWorld, contact: Contact | null = null) {
		this.#world = world;
		this.#sender = new OutboxSender(world, contact);
	}

	/**
	 * Takes in what was done. Resolves once it is kept; throws ProblemError when it cannot be (`invalidInput`,
	 * `deviceStorageFull`), and then nothing was.
	 */
	enqueue<K extends SendableKind>(kind: K, payload: PayloadOf<K>, options: EnqueueOptions): Promise<KeptOperation> {
		return this.#inTurn(async () => {
			const operation = await this.#append(kind, payload, options);
			this.#sender.lookForWork();
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
		this.#sender.lookForWork();
	}

	/** Lets a refused operation go, as its owner wishes. */
	async dismiss(operationId: string): Promise<void> {
		const { storage, now, onChanged } = this.#world;
		const [operation] = await storage.find([operationId]);
		if (operation?.isUnreadable) {
			await storage.forget([operation]);
			onChanged([givenUp(operation, now().toISOString())]);
		} else await this.#change(operationId, 'refused', async (from) => givenUp(from, now().toISOString()));
		this.#sender.reportSoon();
	}

	/**
	 * Begins to send.
	 *
	 * @param reports says where this device stands though nothing waits, so that the county can tell what is missing
	 */
	startSending(reports = true): void {
		this.#sender.start(reports);
	}

	/** Sends no more, as when another tab does; an answer under way is still taken. */
	stopSending(): void {
		this.#sender.stop();
	}

	/** Tries at once, however long the last wait was to be: the network is back, or somebody asks for it. */
	retryNow(): void {
		this.#sender.retryNow();
	}

	/** Resolves once everything that was asked for so far is kept. */
	async atRest(): Promise<void> {
		await this.#turn;
	}

	/** Another tab has put something in. */
	noticeWork(): void {
		this.#sender.lookForWork();
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
}
