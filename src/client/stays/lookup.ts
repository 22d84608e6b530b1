import { keysOfNumber } from '#domain/people/identity-document.ts';
import { LOOKUP_BYTES } from '#domain/stays/directory.ts';
import type { RosterFamily, RosterMember } from '#domain/stays/roster.ts';

/** A whole document number as it is looked for on the device: what it may stand for, and the hashes of that. */
export interface Lookup {
	keys: readonly string[];
	hashes: readonly string[];
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function base64url(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replace(/=+$/, '');
}

/**
 * Makes a typed or scanned number ready to be looked for. Without hashes where the browser has no cryptography (a page
 * that came over plain HTTP); then only those registered on the device are found, and the county is asked.
 *
 * @param lookupKey base64, of the directory
 */
export async function lookupOf(number: string, lookupKey: string, now: Date): Promise<Lookup> {
	const keys = keysOfNumber(number, now);
	if (keys.length === 0 || !globalThis.isSecureContext) return { keys, hashes: [] };
	const hmac = { name: 'HMAC', hash: 'SHA-256' };
	const key = await crypto.subtle.importKey('raw', bytesOf(lookupKey), hmac, false, ['sign']);
	const hashes = keys.map(async (each) => {
		const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(each));
		return base64url(new Uint8Array(mac, 0, LOOKUP_BYTES));
	});
	return { keys, hashes: await Promise.all(hashes) };
}

/** Whose document it is, among the families of a place. */
export function findOwner(
	families: readonly RosterFamily[],
	{ keys, hashes }: Lookup
): { family: RosterFamily; member: RosterMember } | null {
	for (const family of families)
		for (const member of family.members) {
			const { lookup } = member.person;
			if ((lookup !== '' && hashes.includes(lookup)) || keys.includes(member.documentKey ?? ''))
				return { family, member };
		}
	return null;
}
