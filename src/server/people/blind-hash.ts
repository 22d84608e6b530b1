import { createHmac, hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
/** Bytes of text that the room holds; what people are looked up by is far shorter. */
const LONGEST = 1_000;

/** The key in a block, each byte crossed with `pad` (RFC 2104). */
function padded(key: Uint8Array, pad: number, room: number): Buffer {
	const block = Buffer.alloc(BLOCK + room);
	block.fill(pad, 0, BLOCK);
	for (const [at, byte] of key.entries()) block[at] = byte ^ pad;
	return block;
}

/**
 * HMAC-SHA-256 of many short texts under one key: the two hashes of RFC 2104 by calls that make no object, a third of
 * what an HMAC object for each text costs.
 */
export class BlindHash {
	readonly #key: Uint8Array;
	readonly #inner: Buffer;
	readonly #outer: Buffer;

	/** @param key of 64 bytes at most */
	constructor(key: Uint8Array) {
		if (key.length > BLOCK) throw new RangeError('the key is longer than a block');
		this.#key = key;
		this.#inner = padded(key, 0x36, LONGEST);
		this.#outer = padded(key, 0x5c, DIGEST);
	}

	/** Writes the 32 bytes of a text's HMAC at `at`. */
	write(text: string, into: Buffer, at: number): void {
		// Of at most three bytes a character, so that nothing is cut off.
		if (text.length * 3 > LONGEST) {
			createHmac('sha256', this.#key).update(text).digest().copy(into, at);
			return;
		}
		const length = this.#inner.write(text, BLOCK, 'utf8');
		const inner = hash('sha256', this.#inner.subarray(0, BLOCK + length), 'binary');
		this.#outer.write(inner, BLOCK, 'latin1');
		into.write(hash('sha256', this.#outer, 'binary'), at, 'latin1');
	}
}
