const FAR = 2 ** 32;

/** A set of entry ids, a bit each: a chain of ten million entries fits in little more than a megabyte. */
export class IdSet {
	#bits = new Uint8Array(1024);
	/** Ids that no counter reaches: a forged one must not cost memory. */
	readonly #far = new Set<number>();
	#size = 0;

	/** How many ids were added. */
	get size(): number {
		return this.#size;
	}

	has(id: number): boolean {
		if (id < 0 || id >= FAR) return this.#far.has(id);
		return ((this.#bits[Math.floor(id / 8)] ?? 0) & (1 << (id % 8))) !== 0;
	}

	add(id: number): void {
		if (this.has(id)) return;
		this.#size++;
		if (id < 0 || id >= FAR) {
			this.#far.add(id);
			return;
		}
		const at = Math.floor(id / 8);
		if (at >= this.#bits.length) {
			const grown = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
			grown.set(this.#bits);
			this.#bits = grown;
		}
		this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (id % 8));
	}
}
