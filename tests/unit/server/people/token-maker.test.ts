import { createCipheriv, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Keyring } from '#server/people/keyring.ts';
import { padBlock } from '#server/people/token-maker.ts';

const indexKey = Buffer.alloc(32, 7);
const keyring = new Keyring({
	format: 1,
	activeKeyId: 'one',
	keys: { one: Buffer.alloc(32, 1).toString('base64') },
	indexKey: indexKey.toString('base64')
});

/** What no implementation may change: tokens stand in databases. */
const KNOWN = [
	['', -3264330698488272741n],
	['n:王', -5713109880433997019n],
	['n:\u{20BB7}\u{30EDE}', 1772618579441724834n],
	['p:wx', 4172137070978830602n],
	['d:002X', 3916814148945450374n],
	['fifteen bytes 5', 132235146868569019n],
	['sixteen bytes 66', 3991814940246959819n],
	['n:阿卜杜热西提', 7889687333625441227n]
] as const;

const text = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 8 }),
	fc.string({ unit: fc.constantFrom('\0', '\u0080', 'a', '王', '\u{20BB7}'), maxLength: 17 })
);

describe('search tokens', () => {
	it('are the known ones', () => {
		expect(KNOWN.map(([of]) => [of, keyring.token(of)])).toEqual(KNOWN);
	});

	it('of short texts are AES-256 of the padded text, of longer ones HMAC, under keys of their own', () => {
		fc.assert(
			fc.property(text, (of) => {
				const keyFor = (purpose: string) => createHmac('sha256', indexKey).update(`key\n${purpose}`).digest();
				const bytes = Buffer.from(of);
				const padded = Buffer.concat([bytes, Buffer.from([0x80]), Buffer.alloc(16)]).subarray(0, 16);
				const short = () => createCipheriv('aes-256-ecb', keyFor('short search tokens'), null).update(padded);
				const long = () => createHmac('sha256', keyFor('long search tokens')).update(bytes).digest();
				expect(keyring.token(of)).toBe((bytes.length < 16 ? short() : long()).readBigInt64BE(0));
			})
		);
	});

	it('are the same alone, among others, and for many people at once', () => {
		fc.assert(
			fc.property(fc.array(fc.array(text, { maxLength: 12 }), { maxLength: 12 }), (lists) => {
				const alone = lists.map((list) => list.map((of) => keyring.token(of)));
				expect(lists.map((list) => keyring.tokens(list))).toEqual(alone);
				expect(keyring.tokenLists(lists)).toEqual(alone);
			})
		);
	});

	it('of more long texts than are kept are still right', () => {
		const texts = Array.from({ length: 2_500 }, (_, at) => `a text of more than a block, number ${at}`);
		expect(keyring.tokens(texts)).toEqual(texts.map((of) => keyring.token(of)));
		expect(new Set(keyring.tokens(texts)).size).toBe(texts.length);
	});

	it('pads no two texts alike, and leaves what does not fit as it was', () => {
		const block = (of: string) => {
			const into = Buffer.alloc(48);
			const isIn = padBlock(of, into, 16);
			expect(into.subarray(0, 16).equals(Buffer.alloc(16))).toBe(true);
			expect(into.subarray(32).equals(Buffer.alloc(16))).toBe(true);
			expect(isIn).toBe(Buffer.byteLength(of) <= 15);
			return isIn ? into.subarray(16, 32).toString('hex') : expect(into.equals(Buffer.alloc(48))).toBe(true);
		};
		fc.assert(
			fc.property(text, text, (one, other) => {
				const [a, b] = [block(one), block(other)];
				if (a !== undefined && b !== undefined) expect(a === b).toBe(one === other);
			})
		);
	});

	it('tell another index key', () => {
		const other = new Keyring({
			format: 1,
			activeKeyId: 'one',
			keys: { one: Buffer.alloc(32, 1).toString('base64') },
			indexKey: Buffer.alloc(32, 8).toString('base64')
		});
		for (const [of] of KNOWN) expect(other.token(of)).not.toBe(keyring.token(of));
	});
});

describe('sealing', () => {
	it('uses no nonce twice', () => {
		const nonces = Array.from({ length: 2_000 }, () => keyring.seal('person:1', 1).ciphertext.toString('hex', 0, 12));
		expect(new Set(nonces).size).toBe(nonces.length);
	});

	it('gives back any value', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.string({ unit: 'grapheme' }), (value, id) => {
				const read = keyring.open(id, keyring.seal(id, value));
				expect(JSON.stringify(read)).toBe(JSON.stringify(value));
			})
		);
	});
});
