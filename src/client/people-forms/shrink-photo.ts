import { MOST_PHOTO_BYTES, MOST_PHOTO_SIDE } from '#domain/people/photo.ts';

/** Widths and qualities tried, until the picture is small enough to travel over a bad line. */
const TRIES = [
	{ side: MOST_PHOTO_SIDE, quality: 0.7 },
	{ side: 480, quality: 0.7 },
	{ side: 400, quality: 0.55 },
	{ side: 320, quality: 0.5 }
] as const;
/** Size aimed at; what is larger still goes, up to what the county takes. */
const AIM_BYTES = 30_000;

export type ShrunkPhoto = { photo: string } | { trouble: 'photoUnreadable' | 'photoTooLarge' };

/**
 * Makes a small JPEG of a picture, in base64; what else the file carried (place, time, device) is gone with it.
 *
 * @returns the picture, or why there is none: it cannot be read, or stays too large
 */
export async function shrinkPhoto(file: Blob): Promise<ShrunkPhoto> {
	const bitmap = await createImageBitmap(file).catch(() => null);
	if (!bitmap) return { trouble: 'photoUnreadable' };
	let smallest: Blob | null = null;
	for (const { side, quality } of TRIES) {
		const blob = await drawJpeg(bitmap, side, quality);
		if (blob && (!smallest || blob.size < smallest.size)) smallest = blob;
		if (smallest && smallest.size <= AIM_BYTES) break;
	}
	bitmap.close();
	if (!smallest) return { trouble: 'photoUnreadable' };
	if (smallest.size > MOST_PHOTO_BYTES) return { trouble: 'photoTooLarge' };
	return { photo: toBase64(await smallest.arrayBuffer()) };
}

function drawJpeg(bitmap: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
	const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(bitmap.width * scale));
	canvas.height = Math.max(1, Math.round(bitmap.height * scale));
	canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

function toBase64(bytes: ArrayBuffer): string {
	return btoa([...new Uint8Array(bytes)].map((byte) => String.fromCharCode(byte)).join(''));
}
