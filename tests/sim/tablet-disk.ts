import {
	isDone,
	type Contact,
	type KeptOperation,
	type OutboxStorage,
	type Queue,
	type Settlement
} from '#client/live/outbox/storage.ts';

interface Kept {
	queue: Queue | null;
	operations: Map<string, KeptOperation>;
}

/**
 * What a tablet keeps of its queue, as IndexedDB keeps it: what must be durable is on the disk when its promise
 * resolves; what need not be (old answers thrown away, the last contact) may be gone after a power cut, until the next
 * durable write takes it along.
 */
export class TabletDisk implements OutboxStorage {
	/** Everything that was ever kept, whatever became of it. */
	readonly log: { queueId: string; deviceId: string; operation: KeptOperation }[] = [];
	/** How each of them stood last: what is on the disk, the tablet knows. */
	readonly last = new Map<string, KeptOperation>();
	readonly #newQueue: () => Queue;
	#kept: Kept = { queue: null, operations: new Map() };
	#durable: Kept = { queue: null, operations: new Map() };

	constructor(newQueue: () => Queue) {
		this.#newQueue = newQueue;
	}

	/** The power goes: what was not yet durable is gone too. */
	cutPower(): void {
		this.#kept = copyOf(this.#durable);
	}

	/** The browser clears its storage. */
	clear(): void {
		this.#kept = { queue: null, operations: new Map() };
		this.#sync();
	}

	/** The queue as it lies there; null when none was begun. */
	get present(): Queue | null {
		return this.#kept.queue;
	}

	get all(): KeptOperation[] {
		return [...this.#kept.operations.values()].sort((a, b) => a.sequence - b.sequence);
	}

	/** How many operations have no answer. */
	countQueued(): number {
		let count = 0;
		for (const { state } of this.#kept.operations.values()) if (state === 'queued') count += 1;
		return count;
	}

	async queue(): Promise<Queue> {
		if (!this.#kept.queue) {
			this.#kept.queue = this.#newQueue();
			this.#sync();
		}
		return structuredClone(this.#kept.queue);
	}

	lastSeenQueue(): Promise<Queue> {
		return this.queue();
	}

	async append(operation: KeptOperation, replaces: KeptOperation | null): Promise<boolean> {
		const queue = await this.queue();
		if (operation.sequence !== queue.assigned + 1) return false;
		this.#kept.queue = { ...queue, assigned: operation.sequence };
		for (const of of replaces ? [operation, replaces] : [operation]) this.#put(of);
		this.#sync();
		const { queueId, deviceId } = queue;
		this.log.push({ queueId, deviceId, operation: structuredClone(operation) });
		return true;
	}

	async waiting(limit: number): Promise<KeptOperation[]> {
		return structuredClone(this.all.filter(({ state }) => state === 'queued').slice(0, limit));
	}

	async countRefused(): Promise<number> {
		return this.all.filter(({ state }) => state === 'refused').length;
	}

	async list(): Promise<KeptOperation[]> {
		return structuredClone(this.all);
	}

	async find(operationIds: readonly string[]): Promise<KeptOperation[]> {
		return structuredClone(this.all.filter(({ operationId }) => operationIds.includes(operationId)));
	}

	async settle(settlements: readonly Settlement[]): Promise<KeptOperation[]> {
		const taken = settlements.filter(({ from }) => {
			const present = this.#kept.operations.get(from.operationId);
			return present?.state === from.state && present.payloadHash === from.payloadHash;
		});
		for (const { to } of taken) this.#put(to);
		this.#sync();
		return taken.map(({ to }) => to);
	}

	async trim(keep: number): Promise<void> {
		const done = this.all.filter(({ state }) => isDone(state));
		for (const { operationId } of done.slice(0, Math.max(0, done.length - keep)))
			this.#kept.operations.delete(operationId);
	}

	async forget(operations: readonly Pick<KeptOperation, 'operationId'>[]): Promise<void> {
		for (const { operationId } of operations) this.#kept.operations.delete(operationId);
		this.#sync();
	}

	async keepContact(contact: Contact): Promise<void> {
		if (this.#kept.queue) this.#kept.queue = { ...this.#kept.queue, contact };
	}

	#put(operation: KeptOperation): void {
		const copy = structuredClone(operation);
		this.#kept.operations.set(operation.operationId, copy);
		this.last.set(operation.operationId, copy);
	}

	#sync(): void {
		this.#durable = copyOf(this.#kept);
	}
}

function copyOf({ queue, operations }: Kept): Kept {
	// Operations are never changed in place, so the same objects may stand in both.
	return { queue: queue && { ...queue }, operations: new Map(operations) };
}
