import { problem } from '#domain/shared/problems.ts';
import type { DeviceDatabase, OperationRow, QueueRow } from '../device-database.ts';
import { newId } from '../new-id.ts';
import { seal, unseal } from '../seal.ts';
import { withRoom } from './room.ts';
import { DONE_STATES, type Contact, type KeptOperation, type OutboxStorage, type Settlement } from './storage.ts';

type Place = Pick<KeptOperation, 'operationId' | 'sequence'>;
type Said = Pick<KeptOperation, 'subject' | 'label' | 'payload' | 'problem' | 'answer'>;

/** Whose queue it is, and the key to what it says. */
export interface QueueOwner {
	accountId: string;
	accountName: string;
	deviceId: string;
	key: CryptoKey;
	/** The queue is another than before: the storage was cleared under the page, and what waited is gone. */
	onCleared?: () => void;
}

/** Written to the disk, not only handed to it, before a transaction counts as complete. */
const STRICT = { durability: 'strict' } as const;
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * A queue in IndexedDB: numbers in clear, what operations say sealed with the account's key, each bound to its place.
 * Numbers are given in the transaction that keeps the operation, so tabs cannot give one twice.
 */
export class IndexedDbStorage implements OutboxStorage {
	readonly #open: () => Promise<DeviceDatabase>;
	readonly #owner: QueueOwner;
	#seen: QueueRow | null = null;

	constructor(open: () => Promise<DeviceDatabase>, owner: QueueOwner) {
		this.#open = open;
		this.#owner = owner;
	}

	async queue(): Promise<QueueRow> {
		const row = await this.#presentQueue();
		const isOther = this.#seen !== null && this.#seen.queueId !== row.queueId;
		this.#seen = row;
		if (isOther) this.#owner.onCleared?.();
		return row;
	}

	async lastSeenQueue(): Promise<QueueRow> {
		return this.#seen ?? this.queue();
	}

	async #presentQueue(): Promise<QueueRow> {
		const database = await this.#open();
		const { accountId, accountName, deviceId } = this.#owner;
		const present = await database.get('queues', accountId);
		if (present) return present;
		return withRoom(database, async () => {
			const transaction = database.transaction('queues', 'readwrite', STRICT);
			// Another tab may have made it meanwhile.
			let row = await transaction.store.get(accountId);
			if (!row) {
				row = { accountId, accountName, deviceId, queueId: newId(), assigned: 0, contact: null };
				void transaction.store.put(row).catch(leftToTheTransaction);
			}
			await transaction.done;
			return row;
		});
	}

	async append(operation: KeptOperation, replaces: KeptOperation | null): Promise<boolean> {
		const database = await this.#open();
		// As the operation's hash was made for; whether it still is the present one is looked at where it is written.
		const { queueId } = await this.lastSeenQueue();
		const row = await this.#close(queueId, operation);
		const replacedRow = replaces && (await this.#close(queueId, replaces));
		return withRoom(database, async () => {
			const transaction = database.transaction(['queues', 'operations'], 'readwrite', STRICT);
			const [queues, operations] = [transaction.objectStore('queues'), transaction.objectStore('operations')];
			const queue = await queues.get(this.#owner.accountId);
			const isNext = queue?.queueId === queueId && queue.assigned === operation.sequence - 1;
			const next = isNext ? { ...queue, assigned: operation.sequence } : null;
			if (next) {
				void queues.put(next).catch(leftToTheTransaction);
				void operations.add(row).catch(leftToTheTransaction);
				if (replacedRow) void operations.put(replacedRow).catch(leftToTheTransaction);
			}
			// Nothing more will be asked: the disk need not wait for this page to have heard of each write.
			transaction.commit();
			await transaction.done;
			this.#seen = next ?? this.#seen;
			return isNext;
		});
	}

	async waiting(limit: number): Promise<KeptOperation[]> {
		const database = await this.#open();
		const { queueId } = await this.queue();
		const found: KeptOperation[] = [];
		for (let from = 0; found.length < limit;) {
			const range = IDBKeyRange.bound([queueId, 'queued', from], [queueId, 'queued', LAST]);
			const rows = await database.getAllFromIndex('operations', 'byState', range, limit);
			const read = await Promise.all(rows.map((row) => this.#read(row)));
			found.push(...read.filter(({ isUnreadable }) => !isUnreadable));
			if (rows.length < limit) break;
			from = rows.at(-1)!.sequence + 1;
		}
		return found.slice(0, limit);
	}

	async countRefused(): Promise<number> {
		const { queueId } = await this.queue();
		const range = IDBKeyRange.bound([queueId, 'refused', 0], [queueId, 'refused', LAST]);
		return (await this.#open()).countFromIndex('operations', 'byState', range);
	}

	async list(): Promise<KeptOperation[]> {
		const { queueId } = await this.queue();
		const range = IDBKeyRange.bound([queueId, 0], [queueId, LAST]);
		const rows = await (await this.#open()).getAll('operations', range);
		return Promise.all(rows.map((row) => this.#read(row)));
	}

	async find(operationIds: readonly string[]): Promise<KeptOperation[]> {
		const database = await this.#open();
		const { queueId } = await this.queue();
		const rows = await Promise.all(operationIds.map((id) => database.getFromIndex('operations', 'byId', id)));
		const own = rows.filter((row) => row?.queueId === queueId);
		return Promise.all(own.map((row) => this.#read(row!)));
	}

	async settle(settlements: readonly Settlement[]): Promise<KeptOperation[]> {
		const database = await this.#open();
		const { queueId } = await this.queue();
		const rows = await Promise.all(settlements.map(({ to }) => this.#close(queueId, to)));
		return withRoom(database, async () => {
			const taken: KeptOperation[] = [];
			const { store, done } = database.transaction('operations', 'readwrite', STRICT);
			const present = await Promise.all(settlements.map(({ from }) => store.get([queueId, from.sequence])));
			settlements.forEach(({ from, to }, index) => {
				const row = present[index];
				if (row?.state !== from.state || row.payloadHash !== from.payloadHash) return;
				void store.put(rows[index]!).catch(leftToTheTransaction);
				taken.push(to);
			});
			await done;
			return taken;
		});
	}

	async trim(keep: number): Promise<void> {
		const { queueId } = await this.queue();
		const { store, done } = (await this.#open()).transaction('operations', 'readwrite');
		const keys = await Promise.all(
			DONE_STATES.map((state) =>
				store.index('byState').getAllKeys(IDBKeyRange.bound([queueId, state, 0], [queueId, state, LAST]))
			)
		);
		const inOrder = keys.flat().sort((a, b) => a[1] - b[1]);
		const old = inOrder.slice(0, Math.max(0, inOrder.length - keep));
		await Promise.all([...old.map((key) => store.delete(key)), done]);
	}

	async forget(operations: readonly Place[]): Promise<void> {
		const { queueId } = await this.queue();
		const { store, done } = (await this.#open()).transaction('operations', 'readwrite', STRICT);
		await Promise.all([...operations.map(({ sequence }) => store.delete([queueId, sequence])), done]);
	}

	async keepContact(contact: Contact): Promise<void> {
		const { store, done } = (await this.#open()).transaction('queues', 'readwrite');
		const row = await store.get(this.#owner.accountId);
		if (row) void store.put({ ...row, contact }).catch(leftToTheTransaction);
		await done;
	}

	async #close(queueId: string, operation: KeptOperation): Promise<OperationRow> {
		const { sequence, operationId, kind, schemaVersion, baseVersion, deviceTime, payloadHash, state } = operation;
		const { subject, label, payload, problem: reason, answer, answeredAt } = operation;
		const said: Said = { subject, label, payload, problem: reason, answer };
		const numbers = { queueId, sequence, operationId, kind, schemaVersion, baseVersion, deviceTime, payloadHash };
		return { ...numbers, state, answeredAt, sealed: await seal(this.#owner.key, placeOf(queueId, operation), said) };
	}

	/** What does not open is kept as it is: with the right key it may again. */
	async #read({ queueId, sealed, ...row }: OperationRow): Promise<KeptOperation> {
		const said = (await unseal(this.#owner.key, placeOf(queueId, row), sealed)) as Said | null;
		if (said) return { ...row, ...said };
		const unknown: Said = {
			subject: '',
			label: '',
			payload: {},
			problem: problem('deviceRecordDamaged'),
			answer: null
		};
		return { ...row, ...unknown, state: 'refused', isUnreadable: true };
	}
}

function placeOf(queueId: string, { sequence, operationId }: Place): string {
	return `${queueId} ${sequence} ${operationId}`;
}

/** A request that fails aborts its transaction, whose own failure is the one that is reported. */
function leftToTheTransaction(): void {
	return undefined;
}
