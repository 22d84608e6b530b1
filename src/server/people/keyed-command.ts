import { hashOf } from '../commands/execute.ts';
import type { Keyring } from './keyring.ts';

/**
 * A command with personal data as its operation keeps it: a keyed hash of its content, or names and numbers could be
 * tried against a plain one.
 */
export function keyedCommand(
	keyring: Keyring,
	input: { operationId: string }
): { operationId: string; content: string } {
	return { operationId: input.operationId, content: keyring.blindIndex(hashOf(input)).toString('base64url') };
}
