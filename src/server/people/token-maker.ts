import { createCipheriv, createHmac, type Cipher } from 'node:crypto';

const BLOCK = 16;
/** Bytes of a token. */
const TOKEN = 8;
/** Bytes of text that fit into one block: the last is for the mark of its end. */
const LONGEST = BLOCK - 1;
const END = 0x80;
/** Hashes of longer texts that are kept. */
const MOST_KEPT = 1_000;

/**
 * Writes a text as one block of 16 bytes at `at`: its UTF-8, 0x80, zeros. No two texts give the same block, for the
 * end is the last byte that is not zero.
 *
 * @param into zeros from `at` on
 * @returns whether it fits: 15 bytes at most
 */
export function padBlock(text: string, into: Uint8Array, at: number): boolean {
	let end = at;
	const last = at + LONGEST;
	for (let read = 0; read < text.length; read++) {
		const unit = text.codePointAt(read)!;
		const bytes = unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit < 0x10000 ? 3 : 4;
		if (end + bytes > last) {
			into.fill(0, at, end);
			return false;
		}
		if (bytes === 1) into[end++] = unit;
		else {
			into[end++] = ((0xf00 >> bytes) & 0xff) | (unit >> (6 * (bytes - 1)));
			for (let rest = bytes - 2; rest >= 0; rest--) into[end++] = 0x80 | ((unit >> (6 * rest)) & 0x3f);
			if (bytes === 4) read++;
		}
	}
	into[end] = END;
	return true;
}

/**
 * Makes search tokens: keyed hashes of 64 bits. An import of 100,000 people needs a million, so what fits into a block
 * of AES, as all that people are searched by does, is hashed by AES-256 alone, any number in one call: 64 of the 128
 * bits of a permutation under a secret key are as good as random. What is longer goes through HMAC-SHA-256.
 */
export class TokenMaker {
	readonly #blocks: Cipher;
	readonly #longKey: Buffer;
	readonly #kept = new Map<string, bigint>();

	/** Both keys are made from the index key, each for its own purpose. */
	constructor(indexKey: Uint8Array) {
		const keyFor = (purpose: string) => createHmac('sha256', indexKey).update(`key\n${purpose}`).digest();
		// Blocks of ECB do not depend on each other, so one cipher serves all calls.
		this.#blocks = createCipheriv('aes-256-ecb', keyFor('short search tokens'), null).setAutoPadding(false);
		this.#longKey = keyFor('long search tokens');
	}

	/** The token of each text. */
	tokens(texts: readonly string[]): bigint[] {
		const bytes = this.bytes(texts);
		return texts.map((_, at) => bytes.readBigInt64BE(at * TOKEN));
	}

	/** The tokens as bytes, eight each, in memory of their own. */
	bytes(texts: readonly string[]): Buffer<ArrayBuffer> {
		const blocks = Buffer.alloc(texts.length * BLOCK);
		const long: number[] = [];
		for (let at = 0; at < texts.length; at++) if (!padBlock(texts[at]!, blocks, at * BLOCK)) long.push(at);
		const hashed = this.#blocks.update(blocks);
		const made = Buffer.allocUnsafeSlow(texts.length * TOKEN);
		for (let at = 0, to = 0; at < hashed.length; at += BLOCK - TOKEN)
			for (const end = at + TOKEN; at < end;) made[to++] = hashed[at++]!;
		for (const at of long) made.writeBigInt64BE(this.#longToken(texts[at]!), at * TOKEN);
		return made;
	}

	#longToken(text: string): bigint {
		const kept = this.#kept.get(text);
		if (kept !== undefined) return kept;
		if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
		const made = createHmac('sha256', this.#longKey).update(text).digest().readBigInt64BE(0);
		this.#kept.set(text, made);
		return made;
	}
}
