import { createHash, randomBytes } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new session token: 256 random bits, as the cookie carries them. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** Whether a cookie's value can be a token at all. */
export function isToken(text: string): boolean {
	return TOKEN.test(text);
}

/** What the database keeps of a token. The token is random, so one plain hash is enough. */
export function hashToken(token: string): Buffer<ArrayBuffer> {
	const hash = createHash('sha256').update(token).digest();
	return Buffer.from(new Uint8Array(hash).buffer);
}
