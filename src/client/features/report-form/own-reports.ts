import type { FileReportAnswer } from '#domain/reports/report.ts';
import type { PayloadOf } from '#domain/sync/operation.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import type { Basis, FiledBefore } from './report-draft.ts';

type Payload = PayloadOf<'report.file'>;

/** The reports of a unit that were made on this device for an event, oldest first; those done with long ago say nothing of theirs. */
export function ownReports(
	operations: readonly QueuedOperation[],
	eventId: string,
	areaCode: string
): QueuedOperation[] {
	return operations.filter(
		({ kind, subject, payload }) =>
			kind === 'report.file' && subject === areaCode && (payload['eventId'] ?? eventId) === eventId
	);
}

/** The county's word that it has a report; null while it has not said so. */
export function receiptOf({ state, answer }: QueuedOperation): FileReportAnswer | null {
	return state === 'applied' ? (answer as FileReportAnswer) : null;
}

/** A report that waits here has no answer yet. */
export function isWaiting({ state }: QueuedOperation): boolean {
	return state === 'queued' || state === 'sending';
}

/** What a report made here said; a 零报告 said what its basis said. */
export function filedBefore(payload: Record<string, unknown>, basis: Basis | null): FiledBefore {
	const {
		figures = {},
		sources = {},
		reasons = [],
		note = '',
		isVerified = false,
		isZero
	} = payload as Partial<Payload>;
	const said = isZero ? { figures: basis?.figures ?? {}, sources: basis?.sources ?? {} } : { figures, sources };
	return { ...said, reasons, note, isVerified };
}

/**
 * What the next report goes on from: the last that stands with the county, and over it what was made here since.
 *
 * @param since reports made here that the county's word does not have in it, oldest first
 */
export function basisWith(
	standing: Basis | null,
	since: readonly { operation: QueuedOperation; payload: Record<string, unknown> }[],
	clockOffset: number
): Basis | null {
	return since.reduce<Basis | null>((basis, { operation, payload }) => {
		const { figures, sources, reasons } = filedBefore(payload, basis);
		const at = new Date(Date.parse(operation.deviceTime) + clockOffset).toISOString();
		return { id: operation.operationId, figures, sources, reasons, at, isWaiting: isWaiting(operation) };
	}, standing);
}
