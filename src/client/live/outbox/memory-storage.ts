import {
	isDone,
	type Contact,
	type KeptOperation,
	type OutboxStorage,
	type Queue,
	type Settlement
} from './storage.ts';

/**
 * A queue in the memory of the page, where the browser keeps nothing safely (no secure connection, storage forbidden):
 * what waits is lost with the page, and the words on the screen say so.
 */
export class MemoryStorage implements OutboxStorage {
	#queue: Queue;
	readonly #operations = new Map<string, KeptOperation>();

	constructor(queueId: string, deviceId: string) {
		this.#queue = { queueId, deviceId, assigned: 0, contact: null };
	}

	async queue(): Promise<Queue> {
		return { ...this.#queue };
	}

	lastSeenQueue(): Promise<Queue> {
		return this.queue();
	}

	async append(operation: KeptOperation, replaces: KeptOperation | null): Promise<boolean> {
		if (operation.sequence !== this.#queue.assigned + 1) return false;
		this.#queue = { ...this.#queue, assigned: operation.sequence };
		this.#operations.set(operation.operationId, structuredClone(operation));
		if (replaces) this.#operations.set(replaces.operationId, structuredClone(replaces));
		return true;
	}

	async waiting(limit: number): Promise<KeptOperation[]> {
		return this.#sorted()
			.filter(({ state }) => state === 'queued')
			.slice(0, limit);
	}

	async countRefused(): Promise<number> {
		return this.#sorted().filter(({ state }) => state === 'refused').length;
	}

	async list(): Promise<KeptOperation[]> {
		return this.#sorted();
	}

	async find(operationIds: readonly string[]): Promise<KeptOperation[]> {
		const wanted = new Set(operationIds);
		return this.#sorted().filter(({ operationId }) => wanted.has(operationId));
	}

	async settle(settlements: readonly Settlement[]): Promise<KeptOperation[]> {
		const taken = settlements.filter(({ from }) => {
			const present = this.#operations.get(from.operationId);
			return present?.state === from.state && present.payloadHash === from.payloadHash;
		});
		for (const { to } of taken) this.#operations.set(to.operationId, structuredClone(to));
		return taken.map(({ to }) => to);
	}

	async trim(keep: number): Promise<void> {
		const done = this.#sorted().filter(({ state }) => isDone(state));
		await this.forget(done.slice(0, Math.max(0, done.length - keep)));
	}

	async forget(operations: readonly Pick<KeptOperation, 'operationId'>[]): Promise<void> {
		for (const { operationId } of operations) this.#operations.delete(operationId);
	}

	async keepContact(contact: Contact): Promise<void> {
		this.#queue = { ...this.#queue, contact };
	}

	#sorted(): KeptOperation[] {
		return [...this.#operations.values()].sort((a, b) => a.sequence - b.sequence).map((each) => structuredClone(each));
	}
}
