import { whileItAnswers, type DeviceDatabase } from './device-database.ts';
import { seal, unseal } from './seal.ts';
import { currentKey } from './vault.ts';

/** What is under way, by place: sealing takes longer the more there is. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Keeps something for reading without a network, sealed with the key of the account that works here; the last word on a
 * name is the one that stays. It is a convenience: nothing is kept where nothing can be, where the device has no room, or
 * where its database does not answer.
 */
export async function keepOnDevice(name: string, value: unknown): Promise<void> {
	const owner = currentKey();
	if (!owner) return;
	const { accountId, key } = owner;
	const place = `${accountId} ${name}`;
	const keep = async (database: DeviceDatabase) => {
		const at = new Date().toISOString();
		const sealed = await seal(key, place, value);
		try {
			await database.put('cache', { accountId, name, at, sealed });
		} catch (error) {
			if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
			// What is done here needs the room more than what was read.
			await database.clear('cache');
		}
	};
	const write = () => whileItAnswers(keep, () => undefined);
	const turn = (turns.get(place) ?? Promise.resolve()).then(write, write);
	turns.set(place, turn);
	await turn;
}

/** What was kept under this name for the account that works here, and when; null when there is nothing. */
export async function findOnDevice<T>(name: string): Promise<{ value: T; at: string } | null> {
	const owner = currentKey();
	if (!owner) return null;
	const { accountId, key } = owner;
	const row = await whileItAnswers(
		(database) => database.get('cache', [accountId, name]),
		() => undefined
	);
	if (!row) return null;
	const value = await unseal(key, `${accountId} ${name}`, row.sealed);
	return value === null ? null : { value: value as T, at: row.at };
}
