import type { Problem } from '#domain/shared/problems.ts';
import type { Result } from '#domain/shared/result.ts';
import type { PushAnswer, PushInput } from '#domain/sync/push.ts';
import type { Contact, KeptOperation, OutboxStorage } from './storage.ts';

/** What sending is doing: nothing to do, a request under way, waiting for the next try, or until someone signs in. */
export type SendingPhase = 'idle' | 'sending' | 'waiting' | 'signedOut';

export interface OutboxStatus {
	phase: SendingPhase;
	/** Why the last try failed. */
	problem: Problem | null;
	/** Operations in the request under way. */
	inFlight: readonly string[];
	contact: Contact | null;
}

/** Everything the queue needs of the world around it. */
export interface OutboxWorld {
	storage: OutboxStorage;
	/** One request to `sync.push`; gives the problem when there is no answer. */
	push: (input: PushInput) => Promise<Result<PushAnswer>>;
	now: () => Date;
	/** From 0 to 1. */
	random: () => number;
	newId: () => string;
	/** SHA-256, base64url. */
	hash: (text: string) => Promise<string>;
	/** Whether the device itself says that it has no network; false where it cannot tell. */
	isOffline?: () => boolean;
	/** Does something after a while; gives the way to call it off. */
	later: (ms: number, act: () => void) => () => void;
	/** These operations are new or stand differently now. */
	onChanged: (operations: readonly KeptOperation[]) => void;
	onStatus: (status: OutboxStatus) => void;
	/** Something unforeseen went wrong while sending; it is tried again. */
	onTrouble: (error: unknown) => void;
}
