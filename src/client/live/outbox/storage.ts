import type { Envelope, OperationKind } from '#domain/sync/operation.ts';
import type { SequenceGap } from '#domain/sync/push.ts';
import type { Problem } from '#domain/shared/problems.ts';

/** The queue of one account on one device. It lives as long as the storage it is in. */
export interface Queue {
	queueId: string;
	deviceId: string;
	/** The highest sequence given out. */
	assigned: number;
	/** What the county said last, and when (its own time). */
	contact: Contact | null;
}

/** What the county said at the end of a sending. */
export interface Contact {
	at: string;
	gaps: SequenceGap[];
}

/**
 * Where an operation stands. `queued` has no answer yet; `refused` was answered with a problem and waits to be mended
 * or given up; the others are done with: taken in by the county, or replaced or given up by hand.
 */
export type KeptState = 'queued' | 'refused' | DoneState;
export type DoneState = (typeof DONE_STATES)[number];
export const DONE_STATES = ['applied', 'conflict', 'replaced', 'givenUp'] as const;

export function isDone(state: string): state is DoneState {
	return (DONE_STATES as readonly string[]).includes(state);
}

/** An operation as it is kept. Its payload is empty once nobody needs it any more. */
export interface KeptOperation extends Envelope {
	state: KeptState;
	/** What it is about, such as the id of a count point. */
	subject: string;
	/** Short words for lists. */
	label: string;
	problem: Problem | null;
	/** What the procedure of its kind answered. */
	answer: unknown;
	answeredAt: string | null;
	/** Kept, but its words cannot be read with this account's key: damaged or tampered with. It is not sent. */
	isUnreadable?: boolean;
}

/** An operation as screens see it. */
export interface QueuedOperation {
	operationId: string;
	sequence: number;
	kind: OperationKind;
	subject: string;
	label: string;
	deviceTime: string;
	state: KeptState | 'sending';
	problem: Problem | null;
	answer: unknown;
	answeredAt: string | null;
	payload: Record<string, unknown>;
}

/** What becomes of an operation: taken only when it is still as it was. */
export interface Settlement {
	from: Pick<KeptOperation, 'operationId' | 'sequence' | 'state' | 'payloadHash'>;
	to: KeptOperation;
}

/** Where a queue is kept. Everything that resolves is as durable as the storage can make it. */
export interface OutboxStorage {
	/** The queue; made when there is none. */
	queue(): Promise<Queue>;
	/** The queue as it was last seen here, which asks for no look: another tab may have gone on, as `append` then says. */
	lastSeenQueue(): Promise<Queue>;
	/**
	 * Keeps the next operation and gives out its sequence in one step, and marks the one it replaces. False when another
	 * tab took the sequence meanwhile. Throws ProblemError `deviceStorageFull` when there is no room.
	 */
	append(operation: KeptOperation, replaces: KeptOperation | null): Promise<boolean>;
	/** The oldest operations without an answer, in order. */
	waiting(limit: number): Promise<KeptOperation[]>;
	/** How many wait to be mended. */
	countRefused(): Promise<number>;
	/** All that is kept of the queue, in order. */
	list(): Promise<KeptOperation[]>;
	/** Those of these operations that are kept. */
	find(operationIds: readonly string[]): Promise<KeptOperation[]>;
	/** Takes each settlement whose operation is still as it was; gives those taken. */
	settle(settlements: readonly Settlement[]): Promise<KeptOperation[]>;
	/** Forgets what is done with, but for the last few. */
	trim(keep: number): Promise<void>;
	/** Forgets operations, as when one cannot be read and its owner gives it up. */
	forget(operations: readonly Pick<KeptOperation, 'operationId' | 'sequence'>[]): Promise<void>;
	keepContact(contact: Contact): Promise<void>;
}
