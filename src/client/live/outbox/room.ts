import { ProblemError } from '#domain/shared/problems.ts';
import type { DeviceDatabase } from '../device-database.ts';
import { DONE_STATES } from './storage.ts';

function isOutOfRoom(error: unknown): boolean {
	return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Forgets whatever can be had again or is only for looking back: what was read, and operations that are done with. */
async function makeRoom(database: DeviceDatabase): Promise<void> {
	const transaction = database.transaction(['operations', 'cache'], 'readwrite');
	const operations = transaction.objectStore('operations');
	const done: readonly string[] = DONE_STATES;
	const rows = await operations.getAll();
	await Promise.all([
		transaction.objectStore('cache').clear(),
		...rows
			.filter(({ state }) => done.includes(state))
			.map(({ queueId, sequence }) => operations.delete([queueId, sequence])),
		transaction.done
	]);
}

/**
 * Writes; on a full device once more after making room. Throws ProblemError `deviceStorageFull` when there is none:
 * nothing was written then.
 */
export async function withRoom<T>(database: DeviceDatabase, write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		if (!isOutOfRoom(error)) throw error;
	}
	try {
		await makeRoom(database);
		return await write();
	} catch (error) {
		if (isOutOfRoom(error)) throw new ProblemError('deviceStorageFull');
		throw error;
	}
}
