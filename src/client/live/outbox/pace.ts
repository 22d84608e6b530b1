import type { KeptOperation } from './storage.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** However the dice fall, a server in trouble gets a breath. */
const SHORTEST_WAIT_MS = 200;

/** Characters of operations in one request: little at first, much where the line bears it. */
const LEAST_BUDGET = 4_000;
export const FIRST_BUDGET = 32_000;
const MOST_BUDGET = 200_000;

/** A request should be answered within this time: what takes long is the sooner cut off, and then all of it goes again. */
const GOOD_MS = 6_000;

/** The budget after a request that was answered: as much as this line carries in good time, twice or half at the most. */
export function budgetAfter(budget: number, sent: number, tookMs: number): number {
	const carried = (sent / Math.max(1, tookMs)) * GOOD_MS;
	return Math.round(within(within(carried, budget / 2, budget * 2), LEAST_BUDGET, MOST_BUDGET));
}

/** The budget after a request that no answer came to. */
export function budgetAfterFailure(budget: number): number {
	return Math.max(LEAST_BUDGET, Math.floor(budget / 2));
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

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

/** What an envelope needs besides its payload, in characters. */
const ENVELOPE = 350;

/** About how many characters an operation is in a request. */
export function sizeOf({ payload }: Pick<KeptOperation, 'payload'>): number {
	return ENVELOPE + JSON.stringify(payload).length;
}

/** How many operations may fit into a request together at the most: more need not be read, nor deciphered. */
export function mostFitting(budget: number): number {
	return Math.floor(budget / ENVELOPE) + 1;
}

/** The first of these operations that fit into a request together; one at the least. */
export function fitting<T extends Pick<KeptOperation, 'payload'>>(operations: readonly T[], budget: number): T[] {
	let size = 0;
	const end = operations.findIndex((operation, index) => {
		size += sizeOf(operation);
		return index > 0 && size > budget;
	});
	return operations.slice(0, end === -1 ? operations.length : end);
}
