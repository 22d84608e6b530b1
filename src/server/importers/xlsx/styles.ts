import { readXml } from './xml.ts';
import type { ZipParts } from './zip.ts';

/** Number formats built into every workbook that show dates or times, the Chinese ones among them. */
const BUILT_IN_DATES = new Set([
	14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
	57, 58
]);

/** Whether a number format shows a date or a time: letters of dates outside quotes, brackets and escapes. */
export function isDateFormat(format: string): boolean {
	const bare = format.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
	return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}

/** Which cell styles (by their number) show dates. */
export async function readDateStyles(parts: ZipParts, path: string): Promise<Set<number>> {
	const custom = new Map<number, string>();
	const dates = new Set<number>();
	let isCellStyles = false;
	let index = 0;
	await readXml(parts, path, {
		open(name, attributes) {
			if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
			else if (name === 'cellXfs') isCellStyles = true;
			else if (name === 'xf' && isCellStyles) {
				const id = Number(attributes.numFmtId ?? 0);
				const format = custom.get(id);
				if (format === undefined ? BUILT_IN_DATES.has(id) : isDateFormat(format)) dates.add(index);
				index++;
			}
		},
		close(name) {
			if (name === 'cellXfs') isCellStyles = false;
		}
	});
	return dates;
}
