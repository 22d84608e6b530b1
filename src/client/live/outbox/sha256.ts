/**
 * SHA-256 in plain script: for pages without a secure connection, where browsers offer none, and for short texts, where
 * it is done sooner than the browser's own, whose answer waits in line behind whatever the page has to do.
 */

/** The first 32 bits of the fractional parts of a root of the first primes. */
function constants(count: number, root: number): number[] {
	const found: number[] = [];
	for (let candidate = 2; found.length < count; candidate++) {
		let isPrime = true;
		for (let by = 2; by * by <= candidate && isPrime; by++) isPrime = candidate % by !== 0;
		if (isPrime) found.push((candidate ** (1 / root) % 1) * 2 ** 32);
	}
	return found.map((value) => value >>> 0);
}

const ROUND = constants(64, 3);
const START = constants(8, 2);
const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function padded(bytes: Uint8Array): DataView {
	const view = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) << 6));
	bytes.forEach((byte, index) => view.setUint8(index, byte));
	view.setUint8(bytes.length, 0x80);
	view.setUint32(view.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
	view.setUint32(view.byteLength - 4, (bytes.length << 3) >>> 0);
	return view;
}

/** The 32 bytes of the SHA-256 of these bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
	const view = padded(bytes);
	const state = [...START];
	const words = new Array<number>(64);
	for (let block = 0; block < view.byteLength; block += 64) {
		for (let i = 0; i < 64; i++) {
			if (i < 16) words[i] = view.getUint32(block + i * 4);
			else {
				const [w15, w2] = [words[i - 15]!, words[i - 2]!];
				const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
				const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
				words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0;
			}
		}
		let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
		for (let i = 0; i < 64; i++) {
			const choice = (e & f) ^ (~e & g);
			const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + ROUND[i]! + words[i]!) | 0;
			const majority = (a & b) ^ (a & c) ^ (b & c);
			const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
			[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
		}
		[a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i]! + value) | 0));
	}
	const digest = new DataView(new ArrayBuffer(32));
	state.forEach((value, i) => digest.setUint32(i * 4, value >>> 0));
	return new Uint8Array(digest.buffer);
}

function base64url(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replace(/=+$/, '');
}

/** Bytes up to which a text is short: what one does at the door is a tenth of it. */
const SHORT = 4_096;

/** The hash of a text as envelopes carry it: SHA-256, base64url. */
export async function hashText(text: string): Promise<string> {
	const bytes = new TextEncoder().encode(text);
	// Browsers leave `subtle` out where the connection is not secure.
	const subtle = (globalThis.crypto as { subtle?: SubtleCrypto } | undefined)?.subtle;
	return base64url(
		subtle && bytes.length > SHORT ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes)
	);
}
