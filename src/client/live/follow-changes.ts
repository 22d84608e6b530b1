import type { Touched } from '#domain/changes/live-state.ts';
import { live } from './live-store.svelte.ts';
import type { QueuedOperation } from './outbox/storage.ts';
import { outbox } from './outbox/outbox.svelte.ts';

/** What is a reason to read again. */
interface Reasons {
	/** Whether what changed in the county is one; when everything may have changed, that always is. */
	touched: (touched: Touched) => boolean;
	/** Whether the county's answer to something that was done on this device is one. */
	answered?: (operation: QueuedOperation) => boolean;
}

/**
 * Calls `read` when there is a reason to, until the returned function is called: at most once in `gatherMs`, however
 * many changes come close together. The first reading is the caller's.
 */
export function followChanges({ touched, answered }: Reasons, gatherMs: number, read: () => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const soon = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			read();
		}, gatherMs);
	};
	const stops = [
		live.onTouched((what) => {
			if (what === 'all' || touched(what)) soon();
		})
	];
	if (answered)
		stops.push(
			outbox.onAnswered((operation) => {
				if (answered(operation)) soon();
			})
		);
	return () => {
		for (const stop of stops) stop();
		clearTimeout(timer);
		timer = undefined;
	};
}
