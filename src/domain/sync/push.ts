import { z } from 'zod';
import { Id, Moment } from '../shared/fields.ts';
import type { Problem } from '../shared/problems.ts';
import { Envelope } from './operation.ts';

/** Operations that travel in one request at the most. */
export const PUSH_LIMIT = 100;

/**
 * The next operations of a queue, in their order. A queue belongs to one account on one device and lives as long as
 * the storage it is in: cleared storage begins another queue, and so shows.
 */
export const PushInput = z.object({
	deviceId: Id,
	queueId: Id,
	/** The highest sequence given out so far: what the county can miss without ever having heard of it. */
	assigned: z.int().min(0).max(1_000_000_000),
	/** Operations that were refused and wait to be mended on the device. */
	refused: z.int().min(0).max(1_000_000).default(0),
	/** What the device's clock says at this sending. */
	sentAt: Moment,
	/** May be empty: then the device only says where it stands. */
	operations: z.array(Envelope).max(PUSH_LIMIT)
});
export type PushInput = z.infer<typeof PushInput>;

/** What became of one operation. */
export type OperationAnswer =
	| {
			operationId: string;
			/**
			 * `applied`: done now. `duplicate`: was done before, this is the same answer. `conflict`: taken in and kept, but
			 * somebody else says otherwise, and a person must settle it; told again as often as it is sent.
			 */
			outcome: 'applied' | 'duplicate' | 'conflict';
			/** What the procedure of its kind answers. */
			answer: unknown;
	  }
	| { operationId: string; outcome: 'rejected'; problem: Problem };

/** Sequences that never arrived. */
export interface SequenceGap {
	queueId: string;
	from: number;
	to: number;
}

/** What the county says to a sending. */
export interface PushAnswer {
	/** In the order of the operations; shorter where a passing trouble (`retry`) or time ended it early. */
	answers: OperationAnswer[];
	/** Up to here every operation of this queue has arrived or is known to be missing. */
	received: number;
	/** What is missing from this device, of this account: from this queue or from one that went with its storage. */
	gaps: SequenceGap[];
	/** Why the rest was not looked at; it is sent again later. */
	retry: Problem | null;
	/** The server's time. */
	at: string;
}
