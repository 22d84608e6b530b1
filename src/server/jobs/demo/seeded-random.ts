import { v7 } from 'uuid';

/** Numbers that look random and are the same for the same seed (mulberry32): the demonstration is always the same. */
export class SeededRandom {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** From 0 up to, not including, 1. */
	next(): number {
		return this.#next32() / 4_294_967_296;
	}

	#next32(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	}

	/** A number from `low` up to `high`. */
	between(low: number, high: number): number {
		return low + (high - low) * this.next();
	}

	/** An id (UUIDv7) as if made at a moment. */
	id(at: string): string {
		const random = new Uint8Array(new Uint32Array(4).map(() => this.#next32()).buffer);
		const seq = this.#next32();
		return v7({ random, seq, msecs: Date.parse(at) });
	}
}
