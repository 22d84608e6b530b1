import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlindHash } from '#server/people/blind-hash.ts';

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: fc.constantFrom('王', '\u{20BB7}', 'x', '\ud800'), minLength: 300, maxLength: 400 })
);

it('is HMAC-SHA-256, whatever was hashed before', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.array(text, { maxLength: 5 }), (key, texts) => {
			const hash = new BlindHash(key);
			const made = Buffer.alloc(32 * texts.length);
			for (const [at, of] of texts.entries()) hash.write(of, made, 32 * at);
			expect(made).toEqual(Buffer.concat(texts.map((of) => createHmac('sha256', key).update(of).digest())));
		})
	);
	expect(() => new BlindHash(new Uint8Array(65))).toThrow(RangeError);
});
