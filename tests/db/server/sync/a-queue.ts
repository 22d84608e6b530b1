import { createHash } from 'node:crypto';
import { contentOf, SCHEMA_VERSION, type Envelope, type OperationKind } from '#domain/sync/operation.ts';
import type { PushInput } from '#domain/sync/push.ts';
import { newId } from '#server/new-id.ts';

/** A device's queue, as its outbox keeps it: gives out sequences and makes sendings. */
export class AQueue {
	readonly deviceId: string;
	readonly queueId = newId();
	assigned = 0;

	constructor(deviceId: string = newId()) {
		this.deviceId = deviceId;
	}

	/** The next operation. */
	next(kind: OperationKind, payload: Record<string, unknown>, over: Partial<Envelope> = {}): Envelope {
		const envelope = {
			operationId: newId(),
			sequence: ++this.assigned,
			kind,
			schemaVersion: SCHEMA_VERSION,
			baseVersion: null,
			deviceTime: new Date().toISOString(),
			payload,
			...over
		};
		return { ...envelope, payloadHash: this.hashOf(envelope), ...(over.payloadHash ? over : {}) };
	}

	hashOf(envelope: Omit<Envelope, 'payloadHash'>): string {
		return createHash('sha256').update(contentOf(this, envelope)).digest('base64url');
	}

	/** A head-count of a place. */
	count(pointId: string, people: number): Envelope {
		return this.next('count.submit', { pointId, people });
	}

	/** A sending of these operations. */
	sending(operations: Envelope[], over: Partial<PushInput> = {}): PushInput {
		const { deviceId, queueId, assigned } = this;
		return { deviceId, queueId, assigned, refused: 0, sentAt: new Date().toISOString(), operations, ...over };
	}
}
