import { ProblemError } from '#domain/shared/problems.ts';
import { canKeepSecrets, deviceDatabase, whileItAnswers, type DeviceDatabase } from './device-database.ts';
import { LocalNote, NOBODY } from './local-note.ts';
import { withRoom } from './outbox/room.ts';
import { importKey } from './seal.ts';

/** Who is signed in on this device, as remembered for work without a network. */
export interface Remembered<A> {
	account: A;
	/** When the server last said so. */
	at: string;
}

const CURRENT = 'current';
/** Whom alone the vault may open for, where that could not be written into it. */
const owner = new LocalNote('anlan.vault');
let unlocked: { accountId: string; key: CryptoKey } | null = null;

/** The key to what is kept of the account that works here; null where nothing can be kept. */
export function currentKey(): { accountId: string; key: CryptoKey } | null {
	return unlocked;
}

/**
 * Remembers who is signed in, with the key to what is kept of theirs; whoever was before is forgotten.
 *
 * @param offlineKey base64, as the server gave it; null where this device may keep nothing
 */
export async function unlockVault<A extends { accountId: string }>(
	account: A,
	offlineKey: string | null
): Promise<void> {
	if (!(await canKeepSecrets())) return owner.write(offlineKey === null ? NOBODY : account.accountId);
	if (offlineKey === null) return lockVault();
	const key = await importKey(offlineKey);
	unlocked = { accountId: account.accountId, key };
	const database = await deviceDatabase();
	const row = { key, account: { ...account }, at: new Date().toISOString() };
	try {
		await withRoom(database, () => database.put('vault', row, CURRENT));
		owner.write(null);
	} catch (error) {
		// Work goes on while there is a network; what cannot be kept, for want of room or of an answer, says so itself.
		if (!(error instanceof ProblemError)) throw error;
		// Whoever was remembered before is so no longer, whatever was written.
		owner.write(account.accountId);
	}
}

/** Who was signed in last and not signed out since; with it the key is at hand. Null when there is nobody. */
export async function openVault<A extends { accountId: string }>(): Promise<Remembered<A> | null> {
	const kept = await whileItAnswers(
		(database) => database.get('vault', CURRENT),
		() => undefined
	);
	if (!kept) return null;
	const account = kept.account as A;
	if (account.accountId !== (owner.read() ?? account.accountId)) {
		await lockVault();
		return null;
	}
	unlocked = { accountId: account.accountId, key: kept.key };
	return { account, at: kept.at };
}

/**
 * Forgets the key and what could be read with it but the queue: what waits there stays, and nobody can read it. What
 * was read by those who may take over without a network stays too; their keys open with their PIN only.
 */
export async function lockVault(): Promise<void> {
	unlocked = null;
	await whileItAnswers(emptyVault, () => owner.write(NOBODY));
}

async function emptyVault(database: DeviceDatabase): Promise<void> {
	const stores = ['vault', 'cache', 'staff'] as const;
	const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
	const [vault, cache] = [transaction.objectStore('vault'), transaction.objectStore('cache')];
	const staff = await transaction.objectStore('staff').getAllKeys();
	await vault.clear();
	for (const key of await cache.getAllKeys()) if (!staff.includes(key[0])) await cache.delete(key);
	await transaction.done;
	owner.write(null);
}

/** Forgets the key on this page only: another tab has locked what is kept, or is about to. */
export function dropKey(): void {
	unlocked = null;
}
