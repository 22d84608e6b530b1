import type { DeviceDatabase, StaffRow } from './device-database.ts';

/** PBKDF2-SHA-256 rounds: what OWASP names; about a second on a cheap tablet. */
export const PIN_ROUNDS: number = 600_000;

const encoder = new TextEncoder();

/**
 * The key that a PIN opens here: the PIN goes through a key of this browser that cannot be read out, then through many
 * rounds. Rows copied without that key cannot be tried at all.
 */
export async function pinKeyOf(
	database: DeviceDatabase,
	{ accountId, salt, rounds }: Pick<StaffRow, 'accountId' | 'salt' | 'rounds'>,
	pin: string
): Promise<CryptoKey> {
	const bound = await crypto.subtle.sign('HMAC', await browserKey(database), encoder.encode(`${accountId}\n${pin}`));
	const secret = await crypto.subtle.importKey('raw', bound, 'PBKDF2', false, ['deriveKey']);
	const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
	return crypto.subtle.deriveKey(algorithm, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** The key of this browser for PINs; made when there is none. */
async function browserKey(database: DeviceDatabase): Promise<CryptoKey> {
	const present = await database.get('keys', 'pin');
	if (present) return present;
	const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
	const { store, done } = database.transaction('keys', 'readwrite', { durability: 'strict' });
	// Another tab may have made it meanwhile.
	const key = (await store.get('pin')) ?? made;
	if (key === made) await store.put(made, 'pin');
	await done;
	return key;
}
