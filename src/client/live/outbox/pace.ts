import type { KeptOperation } from './storage.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** However the dice fall, a server in trouble gets a breath. */
const SHORTEST_WAIT_MS = 200;

/** Characters of operations in one request: little at first, much where the line bears it. */
export const LEAST_BUDGET = 4_000;
export const FIRST_BUDGET = 32_000;
export const MOST_BUDGET = 200_000;

/**
 * How long to wait before the next try, in ms: full jitter, so that a shelter's tablets do not come back all at once.
 *
 * @param failures tries that failed in a row, from 1
 * @param random from 0 to 1
 */
export function waitAfter(failures: number, random: number): number {
	const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 16));
	return Math.max(SHORTEST_WAIT_MS, Math.round(random * ceiling));
}

/** The first of these operations that fit into a request together; one at the least. */
export function fitting<T extends Pick<KeptOperation, 'payload'>>(operations: readonly T[], budget: number): T[] {
	/** What an envelope needs besides its payload. */
	const ENVELOPE = 350;
	let size = 0;
	const end = operations.findIndex((operation, index) => {
		size += ENVELOPE + JSON.stringify(operation.payload).length;
		return index > 0 && size > budget;
	});
	return operations.slice(0, end === -1 ? operations.length : end);
}
