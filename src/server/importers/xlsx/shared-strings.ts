import type { TableLimits } from '../table.ts';
import { tooLong } from '../csv.ts';
import { readXml } from './xml.ts';
import { tooMuch, type ZipParts } from './zip.ts';

/** More different texts than any table of people's work has; a workbook beyond it is made to cost. */
const MAX_STRINGS = 500_000;

/** The texts of a workbook that its cells refer to by number. Runs of rich text are joined, phonetics left out. */
export async function readSharedStrings(parts: ZipParts, path: string, limits: TableLimits): Promise<string[]> {
	const strings: string[] = [];
	let current = '';
	let isText = false;
	let phonetic = 0;
	await readXml(parts, path, {
		open(name) {
			if (name === 'si') current = '';
			else if (name === 'rPh') phonetic++;
			else if (name === 't') isText = phonetic === 0;
		},
		text(text) {
			if (!isText) return;
			current += text;
			if (current.length > limits.cellLength) throw tooLong(limits);
		},
		close(name) {
			if (name === 't') isText = false;
			else if (name === 'rPh') phonetic--;
			else if (name === 'si' && strings.push(current) > Math.min(MAX_STRINGS, limits.rows * limits.columns))
				throw tooMuch();
		}
	});
	return strings;
}
