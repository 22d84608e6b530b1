import { live } from '#client/live/live-store.svelte.ts';

const GATHER_MS = 800;
/** Warnings begin and end by the clock, without anybody doing anything. */
const AGAIN_MS = 60_000;

/** Calls `read` now, whenever a warning comes or is issued, and each minute, until the returned function is called. */
export function followWarnings(read: () => void): () => void {
	let gathering: ReturnType<typeof setTimeout> | undefined;
	read();
	const stop = live.onTouched((touched) => {
		if (touched === 'all' || touched.warnings.size > 0)
			gathering ??= setTimeout(() => {
				gathering = undefined;
				read();
			}, GATHER_MS);
	});
	const again = setInterval(read, AGAIN_MS);
	return () => {
		stop();
		clearTimeout(gathering);
		clearInterval(again);
	};
}
