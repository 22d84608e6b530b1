import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { normalisePassword } from '#domain/accounts/password-rule.ts';

/** argon2id with the parameters OWASP recommends: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A PHC string of a password, salted. */
export function hashPassword(password: string): Promise<string> {
	return hash(normalisePassword(password), PARAMETERS);
}

let nobody: Promise<string> | undefined;

/**
 * Whether a password is the one that was hashed. Without a hash (no such account) the same work is done against a
 * throw-away one, so that the time taken does not tell which accounts exist.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
	nobody ??= hashPassword(generateOneTimePassword());
	const isRight = await verify(passwordHash ?? (await nobody), normalisePassword(password));
	return isRight && passwordHash !== undefined;
}

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password that can be read out over the telephone: four groups of four, 79 bits. */
export function generateOneTimePassword(): string {
	const group = () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join('');
	return [group(), group(), group(), group()].join('-');
}
