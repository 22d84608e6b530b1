import type { CountPointView } from '#domain/counts/count-point.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';

/** What the county answers to a count. */
export interface CountReceipt {
	people: number;
	receivedAt: string;
	observedAt: string;
	isDisputed: boolean;
	/** The version of the count point that has this count in it. */
	version: number;
}

const KINDS: readonly string[] = ['count.submit', 'count.correct'];

/** The counts of a place that were made on this device, oldest first. */
export function ownReports(operations: readonly QueuedOperation[], pointId: string): QueuedOperation[] {
	return operations.filter(({ kind, subject }) => subject === pointId && KINDS.includes(kind));
}

/** The county's word that it has a count; null while it has not said so. */
export function receiptOf({ state, answer }: QueuedOperation): CountReceipt | null {
	return state === 'applied' || state === 'conflict' ? (answer as CountReceipt) : null;
}

/** People as counted on this device. */
export function peopleOf(report: QueuedOperation): number {
	return receiptOf(report)?.people ?? Number(report.payload['people']);
}

/**
 * The place as it stands by what was counted on this device, where that is newer than what the county says: a count
 * that waits, or one it has received and not yet told of.
 *
 * @param clockOffset how far the server's clock is ahead of this device's, in ms
 */
export function withOwnReports(
	point: CountPointView,
	operations: readonly QueuedOperation[],
	clockOffset: number
): CountPointView & { isWaiting: boolean } {
	const newest = ownReports(operations, point.id)
		.filter((report) => {
			const receipt = receiptOf(report);
			if (receipt) return receipt.version > point.version;
			return report.state === 'queued' || report.state === 'sending';
		})
		.at(-1);
	const at = newest && new Date(Date.parse(newest.deviceTime) + clockOffset).toISOString();
	if (!newest || !at || (point.observedAt !== null && at < point.observedAt)) return { ...point, isWaiting: false };
	return { ...point, people: peopleOf(newest), observedAt: at, isWaiting: receiptOf(newest) === null };
}
