import { followChanges } from '#client/live/follow-changes.ts';

const GATHER_MS = 800;
/** Warnings begin and end by the clock, without anybody doing anything. */
const AGAIN_MS = 60_000;

/** Calls `read` now, whenever a warning comes or is issued, and each minute, until the returned function is called. */
export function followWarnings(read: () => void): () => void {
	read();
	const stop = followChanges({ touched: ({ warnings }) => warnings.size > 0 }, GATHER_MS, read);
	const again = setInterval(read, AGAIN_MS);
	return () => {
		stop();
		clearInterval(again);
	};
}
