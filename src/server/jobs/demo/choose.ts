import type { SeededRandom } from './seeded-random.ts';

/** One of the things, each as likely as its weight. */
export function choose<T extends { weight: number }>(random: SeededRandom, from: readonly T[]): T {
	let at = random.next() * from.reduce((sum, { weight }) => sum + weight, 0);
	return from.find(({ weight }) => (at -= weight) < 0) ?? from.at(-1)!;
}

/** One of the things, all equally likely. */
export function pick<T>(random: SeededRandom, from: readonly T[]): T {
	return from[Math.floor(random.next() * from.length)]!;
}

/** A whole number from `low` to `high`, both among them. */
export function wholeBetween(random: SeededRandom, low: number, high: number): number {
	return low + Math.floor(random.next() * (high - low + 1));
}
