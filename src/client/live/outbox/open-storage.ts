import { deviceDatabase, whileItAnswers, type DeviceDatabase } from '../device-database.ts';
import { deviceId } from '../device.ts';
import { newId } from '../new-id.ts';
import { currentKey } from '../vault.ts';
import { IndexedDbStorage } from './indexed-db-storage.ts';
import { MemoryStorage } from './memory-storage.ts';
import type { OutboxStorage } from './storage.ts';

/**
 * Where the queue of the account that works here is kept, and whether it outlives the page.
 *
 * @param onCleared the storage was cleared while the page was open
 */
export async function openStorage(
	account: { accountId: string; name: string },
	onCleared: () => void
): Promise<{ storage: OutboxStorage; isDurable: boolean }> {
	const owner = currentKey();
	if (owner?.accountId !== account.accountId) {
		return { storage: new MemoryStorage(newId(), deviceId()), isDurable: false };
	}
	const storage = new IndexedDbStorage(deviceDatabase, {
		accountId: account.accountId,
		accountName: account.name,
		deviceId: deviceId(),
		key: owner.key,
		onCleared
	});
	await storage.queue();
	return { storage, isDurable: true };
}

/** Operations of one account that wait on this device. */
export interface Waiting {
	accountId: string;
	accountName: string;
	count: number;
}

/** What others left waiting on this device: whose it is and how much. It goes out when they sign in here again. */
export async function findWaitingOfOthers(accountId: string | null): Promise<Waiting[]> {
	return whileItAnswers(
		(database) => countOthers(database, accountId),
		() => []
	);
}

async function countOthers(database: DeviceDatabase, accountId: string | null): Promise<Waiting[]> {
	const queues = (await database.getAll('queues')).filter((queue) => queue.accountId !== accountId);
	const counted = await Promise.all(
		queues.map(async (queue) => {
			const range = IDBKeyRange.bound([queue.queueId, 'queued', 0], [queue.queueId, 'queued', Number.MAX_SAFE_INTEGER]);
			const count = await database.countFromIndex('operations', 'byState', range);
			return { accountId: queue.accountId, accountName: queue.accountName, count };
		})
	);
	return counted.filter(({ count }) => count > 0);
}
