import type { TableLimits } from '../table.ts';
import { tooLong } from '../csv.ts';
import { scanXml } from './xml.ts';
import { tooMuch, type ZipParts } from './zip.ts';

const AT_ONCE = 5_000;

/** Texts of their own: what is cut out of the file's text would keep all of that in memory. */
function detached(texts: readonly string[]): string[] {
	return JSON.parse(JSON.stringify(texts)) as string[];
}

/** More different texts for a row than any table of people's work has; a workbook beyond it is made to cost. */
const MOST_TEXTS_A_ROW = 25;

/** The texts of a workbook that its cells refer to by number. Runs of rich text are joined, phonetics left out. */
export async function readSharedStrings(parts: ZipParts, path: string, limits: TableLimits): Promise<string[]> {
	const most = limits.rows * Math.min(MOST_TEXTS_A_ROW, limits.columns);
	const strings: string[] = [];
	let fresh: string[] = [];
	let current = '';
	let isText = false;
	let phonetic = 0;
	const keep = () => {
		for (const text of detached(fresh)) strings.push(text);
		fresh = [];
	};
	await scanXml(parts, path, {
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
			else if (name === 'si') {
				fresh.push(current);
				if (strings.length + fresh.length > most) throw tooMuch();
				if (fresh.length === AT_ONCE) keep();
			}
		}
	});
	keep();
	return strings;
}
