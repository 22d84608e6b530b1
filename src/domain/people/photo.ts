import { z } from 'zod';
import { Command, Id } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** A photo is small enough to travel over a bad line and too small for anything but knowing a face. */
export const MOST_PHOTO_BYTES = 60_000;
/** Pixels of its longer side. */
export const MOST_PHOTO_SIDE = 640;

/** Characters of the longest photo in base64. */
const MOST_BASE64 = Math.ceil(MOST_PHOTO_BYTES / 3) * 4;

/** Keeping a photo of a person, or, with null, none. */
export const SetPhotoInput = Command.extend({
	personId: Id,
	/** A JPEG in base64. */
	photo: z.base64().max(MOST_BASE64, { abort: true }).min(1).nullable()
});
export type SetPhotoInput = z.infer<typeof SetPhotoInput>;

/** Markers of a JPEG without a length after them: TEM, RST0–RST7. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Start of frame: baseline, extended, progressive …; not DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** What tells of the picture, not of what is seen: EXIF with place and device, profiles, remarks. JFIF and Adobe stay. */
const isTelling = (marker: number) => (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;

const [MARK, START, END, SCAN] = [0xff, 0xd8, 0xd9, 0xda];

/**
 * Checks that bytes are a JPEG of a size that is taken, by its marks and not by its name, and takes out what tells of
 * the place, the device and the time it was made (EXIF and the like).
 *
 * @returns the bare picture, or `photoNotJpeg`, `photoTooLarge`
 */
export function barePhoto(bytes: Uint8Array): Result<Uint8Array> {
	const tooLarge = problem('photoTooLarge', { kilobytes: MOST_PHOTO_BYTES / 1000, pixels: MOST_PHOTO_SIDE });
	if (bytes.length > MOST_PHOTO_BYTES) return refuse(tooLarge);
	const isWhole = bytes[0] === MARK && bytes[1] === START && bytes.at(-2) === MARK && bytes.at(-1) === END;
	if (!isWhole) return refuse(problem('photoNotJpeg'));
	const kept: Uint8Array[] = [bytes.subarray(0, 2)];
	let side = 0;
	let at = 2;
	while (at + 4 <= bytes.length) {
		const marker = bytes[at + 1]!;
		if (bytes[at] !== MARK) return refuse(problem('photoNotJpeg'));
		if (marker === MARK || isBare(marker)) {
			at += marker === MARK ? 1 : 2;
			continue;
		}
		const end = at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
		if (end > bytes.length || end < at + 4) return refuse(problem('photoNotJpeg'));
		if (isFrame(marker)) {
			if (end < at + 9) return refuse(problem('photoNotJpeg'));
			const [height, width] = [bytes[at + 5]! * 256 + bytes[at + 6]!, bytes[at + 7]! * 256 + bytes[at + 8]!];
			if (height === 0 || width === 0) return refuse(problem('photoNotJpeg'));
			side = Math.max(side, height, width);
		}
		if (marker === SCAN) break;
		if (!isTelling(marker)) kept.push(bytes.subarray(at, end));
		at = end;
	}
	if (side === 0 || bytes[at + 1] !== SCAN) return refuse(problem('photoNotJpeg'));
	if (side > MOST_PHOTO_SIDE) return refuse(tooLarge);
	return ok(join([...kept, bytes.subarray(at)]));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
