import type { QueuedOperation } from '#client/live/outbox/storage.ts';

/** The screen on which a refused operation is mended; null where it can only be given up and entered anew. */
export function screenOf({ kind, subject, operationId, payload }: QueuedOperation): string | null {
	if (kind === 'count.submit' || kind === 'count.correct') return `/count/${subject}?mends=${operationId}`;
	if (kind === 'household.register') return `/people/register?mends=${operationId}`;
	if (kind === 'relocation.tick') return `/relocation/${subject}`;
	if (kind === 'report.file') return `/report/${subject}?mends=${operationId}`;
	if (kind === 'stay.checkIn' && payload['household']) return `/stays/${subject}/arrive?mends=${operationId}`;
	if (kind === 'stay.serveMeal') return `/stays/${subject}/meals?mends=${operationId}`;
	return kind.startsWith('stay.') ? `/stays/${subject}` : null;
}
