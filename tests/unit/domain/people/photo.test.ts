import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barePhoto, MOST_PHOTO_BYTES, SetPhotoInput } from '#domain/people/photo.ts';
import { personId } from './a-person.ts';

const segment = (marker: number, content: readonly number[]) => [
	0xff,
	marker,
	(content.length + 2) >> 8,
	(content.length + 2) & 0xff,
	...content
];
const size = (of: number) => [of >> 8, of & 0xff];
const frame = (width: number, height: number, marker = 0xc0) =>
	segment(marker, [8, ...size(height), ...size(width), 1, 1, 0x11, 0]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0xd2, 0xcf];
const text = (of: string) => [...Buffer.from(of)];
const JFIF = segment(0xe0, [...text('JFIF'), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const EXIF = segment(0xe1, [...text('Exif'), 0, 0, ...text('26.7680N 112.1080E')]);
const jpeg = (...parts: (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), 0xff, 0xd9]);
const codeOf = (bytes: Uint8Array) => {
	const bare = barePhoto(bytes);
	return bare.ok ? null : bare.problem.code;
};

describe('a photo', () => {
	it('is a JPEG of a size that is taken', () => {
		expect(barePhoto(jpeg(JFIF, frame(480, 640), scan))).toEqual({
			ok: true,
			value: jpeg(JFIF, frame(480, 640), scan)
		});
		expect(codeOf(jpeg(JFIF, frame(480, 640, 0xc2), scan))).toBeNull();
		expect(codeOf(jpeg(JFIF, frame(641, 480), scan))).toBe('photoTooLarge');
		expect(codeOf(jpeg(JFIF, frame(480, 4000), scan))).toBe('photoTooLarge');
		expect(codeOf(jpeg(JFIF, frame(480, 640), [...scan, ...Array<number>(MOST_PHOTO_BYTES).fill(1)]))).toBe(
			'photoTooLarge'
		);
	});

	it('is known by its marks, not by its name', () => {
		for (const bytes of [
			Uint8Array.from([]),
			Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
			Uint8Array.from(Buffer.from('<svg onload="alert(1)"/>')),
			jpeg(JFIF, scan),
			jpeg(JFIF, frame(0, 640), scan),
			jpeg(JFIF, frame(480, 640)),
			jpeg(JFIF, frame(480, 640), scan).subarray(0, -2),
			jpeg([0xff, 0xc0, 0, 1], scan),
			jpeg([0xff, 0xc0, 0xff, 0xff], scan)
		])
			expect(codeOf(bytes)).toBe('photoNotJpeg');
	});

	it('loses what tells where and with what it was made', () => {
		const comment = segment(0xfe, text('王小明'));
		const bare = barePhoto(jpeg(JFIF, EXIF, comment, frame(480, 640), scan));
		expect(bare).toEqual({ ok: true, value: jpeg(JFIF, frame(480, 640), scan) });
	});

	it('is refused or bare, whatever bytes come, and bare it is the same again', () => {
		const anyBytes = fc.oneof(
			fc.uint8Array({ maxLength: 300 }),
			fc
				.array(
					fc.oneof(
						fc.constant(JFIF),
						fc.constant(EXIF),
						fc.constant(scan),
						fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })).map(([w, h]) => frame(w, h)),
						fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 })
					)
				)
				.map((parts) => jpeg(...parts))
		);
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				const bare = barePhoto(bytes);
				if (!bare.ok) return;
				expect(Buffer.from(bare.value).includes('Exif')).toBe(Buffer.from(scanOf(bytes)).includes('Exif'));
				expect(barePhoto(bare.value)).toEqual(bare);
			}),
			{ numRuns: 500 }
		);
	});

	it('travels in base64 of a bounded length, or not at all', () => {
		const command = { operationId: personId(1), personId: personId(2) };
		expect(SetPhotoInput.safeParse({ ...command, photo: null }).success).toBe(true);
		expect(SetPhotoInput.safeParse({ ...command, photo: '' }).success).toBe(false);
		expect(SetPhotoInput.safeParse({ ...command, photo: 'A'.repeat(80_000) }).success).toBe(true);
		expect(SetPhotoInput.safeParse({ ...command, photo: 'A'.repeat(80_004) }).success).toBe(false);
		expect(SetPhotoInput.safeParse({ ...command, photo: '王小明' }).success).toBe(false);
	});
});

/** The picture itself, from its first scan on: what it has is seen, not told. */
function scanOf(bytes: Uint8Array): Uint8Array {
	const at = bytes.findIndex((byte, index) => byte === 0xff && bytes[index + 1] === 0xda);
	return bytes.subarray(at);
}
