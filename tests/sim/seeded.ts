/** Everything that falls by chance in a run, the same for the same seed. */
export class Seeded {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
		for (let warm = 0; warm < 4; warm++) this.next();
	}

	/** From 0 to 1, 1 excluded (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from `least` to `most`. */
	whole(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	/** Whether something happens that happens so often. */
	chance(share: number): boolean {
		return this.next() < share;
	}

	/** How long until something happens that comes every `mean` on average. */
	until(mean: number): number {
		return -Math.log(1 - this.next()) * mean;
	}

	among<T>(items: readonly T[]): T {
		return items[Math.floor(this.next() * items.length)]!;
	}

	/** One of the keys, each as often as its weight says. */
	weighted<K extends string>(weights: Record<K, number>): K {
		const entries = Object.entries(weights) as [K, number][];
		let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [key, weight] of entries) if ((left -= weight) < 0) return key;
		return entries.at(-1)![0];
	}

	/** Some of the items, `most` at the most, none twice. */
	some<T>(items: readonly T[], most: number): T[] {
		const left = [...items];
		const taken = Math.min(left.length, this.whole(1, most));
		return Array.from({ length: taken }, () => left.splice(Math.floor(this.next() * left.length), 1)[0]!);
	}

	/** A source of its own for a part of the run, so that what one part does changes nothing for another. */
	branch(): Seeded {
		return new Seeded(this.whole(0, 2 ** 32 - 1));
	}

	/** A UUIDv7 of a moment. */
	id(ms: number): string {
		const hex = (digits: number) =>
			Array.from({ length: digits }, () => Math.floor(this.next() * 16).toString(16)).join('');
		const time = Math.floor(ms).toString(16).padStart(12, '0');
		return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[Math.floor(this.next() * 4)]}${hex(3)}-${hex(12)}`;
	}
}
