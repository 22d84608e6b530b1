/** AES-GCM over JSON, for what is kept on the device. */

export interface Sealed {
	iv: Uint8Array<ArrayBuffer>;
	data: ArrayBuffer;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param place where it is kept; moved elsewhere it does not open */
export async function seal(key: CryptoKey, place: string, content: unknown): Promise<Sealed> {
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(place) };
	return { iv, data: await crypto.subtle.encrypt(algorithm, key, encoder.encode(JSON.stringify(content))) };
}

/** What was sealed; null when it does not open: another key, another place, or somebody changed it. */
export async function unseal(key: CryptoKey, place: string, { iv, data }: Sealed): Promise<unknown> {
	const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(place) };
	try {
		return JSON.parse(decoder.decode(await crypto.subtle.decrypt(algorithm, key, data))) as unknown;
	} catch (error) {
		if (error instanceof DOMException && error.name === 'OperationError') return null;
		throw error;
	}
}

/** The key of an account on this device, as the server gave it: base64 of 32 bytes. It cannot be read out again. */
export function importKey(base64: string): Promise<CryptoKey> {
	const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
