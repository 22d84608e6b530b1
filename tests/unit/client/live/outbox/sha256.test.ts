import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashText, sha256 } from '#client/live/outbox/sha256.ts';

it('is SHA-256, for bytes of any length', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
			expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
		})
	);
});

it('hashes a text as the server does, short or long', async () => {
	const text = '{"people":45,"reason":"𠮷野家，漏登一户"}';
	for (const of of [text, text.repeat(200)])
		expect(await hashText(of)).toBe(createHash('sha256').update(of).digest('base64url'));
});
