/**
 * The page of official documents, GB/T 9704: A4, 37 mm above and 28 mm left of a text of 156 × 225 mm, 22 lines of 3号
 * to a page.
 */
export const PAGE_MM = { width: 210, height: 297, top: 37, left: 28, textWidth: 156, textHeight: 225 } as const;

/** Type sizes by their Chinese names, in points. */
export const SIZES = { 小初: 36, 二号: 22, 三号: 16, 四号: 14, 五号: 10.5, 小五: 9 } as const;

/** From one line of text to the next, in points. */
export const LINE_PITCH = 28;

/** Red of the masthead and its line. */
export const RED = 'C8102E';

/** Millimetres in points. */
export function points(millimetres: number): number {
	return (millimetres * 72) / 25.4;
}
