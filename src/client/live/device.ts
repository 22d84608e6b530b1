import { deviceStorage, whileItAnswers, type DeviceDatabase } from './device-database.ts';
import { newId } from './new-id.ts';

const STORAGE_KEY = 'anlan.device';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let remembered: string | null = null;

/**
 * The id of this device, made once and kept; for the audit trail, to tell two tablets on one account apart, and for the
 * key to what is kept here. `settleDeviceId` comes first, or an id that outlived the local storage is not known.
 */
export function deviceId(): string {
	if (remembered) return remembered;
	try {
		const stored = localStorage.getItem(STORAGE_KEY);
		remembered = stored && UUID.test(stored) ? stored : newId();
		localStorage.setItem(STORAGE_KEY, remembered);
	} catch {
		// Storage may be forbidden: the id then lasts as long as the page.
		remembered ??= newId();
	}
	return remembered;
}

/**
 * Takes back the id that the county enrolled this device under, after its storage was cleared: what went with the
 * storage is then known to be missing from this device. Not while anything waits under the present id: its key and its
 * place at the county go by that one. False then, and where nobody can tell; it is tried again when the page is opened
 * next.
 */
export async function takeBackDeviceId(id: string): Promise<boolean> {
	const storage = await deviceStorage();
	if (storage === 'silent') return false;
	const isFree =
		storage === 'none' ||
		(await whileItAnswers(
			(database) => leaveQueuesFor(database, id),
			() => false
		));
	if (!isFree) return false;
	remembered = id;
	try {
		localStorage.setItem(STORAGE_KEY, id);
	} catch {
		// Forbidden: the id lasts as long as the page, and is told again on the next.
		return true;
	}
	return true;
}

/** Takes the id into the database in place of another, with whose queues it is done; false where one is not empty. */
async function leaveQueuesFor(database: DeviceDatabase, id: string): Promise<boolean> {
	const stores = ['facts', 'queues', 'operations'] as const;
	const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
	const [queues, operations] = [transaction.objectStore('queues'), transaction.objectStore('operations')];
	const last = Number.MAX_SAFE_INTEGER;
	const left = (await queues.getAll()).filter(({ deviceId }) => deviceId !== id);
	for (const { queueId } of left) {
		for (const state of ['queued', 'refused'] as const) {
			const range = IDBKeyRange.bound([queueId, state, 0], [queueId, state, last]);
			if ((await operations.index('byState').count(range)) > 0) return false;
		}
	}
	for (const { accountId, queueId } of left) {
		await operations.delete(IDBKeyRange.bound([queueId, 0], [queueId, last]));
		await queues.delete(accountId);
	}
	await transaction.objectStore('facts').put(id, 'deviceId');
	await transaction.done;
	return true;
}

/**
 * Finds the id in whichever storage still has it and puts it into both: local storage, and the database, where the
 * queues lie that belong to it.
 */
export async function settleDeviceId(): Promise<void> {
	const kept = await keptId();
	if (kept === null || kept === remembered) return;
	remembered = kept;
	try {
		localStorage.setItem(STORAGE_KEY, kept);
	} catch {
		// Forbidden: the database has it.
		return;
	}
}

/** The id in the database; where it has none, that of the local storage or a new one, now kept. Null without one. */
async function keptId(): Promise<string | null> {
	return whileItAnswers(settleId, () => null);
}

async function settleId(database: DeviceDatabase): Promise<string> {
	const transaction = database.transaction('facts', 'readwrite');
	let id = await transaction.store.get('deviceId');
	if (id === undefined) {
		id = deviceId();
		await transaction.store.put(id, 'deviceId');
	}
	await transaction.done;
	return id;
}
