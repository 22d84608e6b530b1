import type { TableLimits } from '../table.ts';
import { tooLong } from '../csv.ts';
import { scanXml } from './xml.ts';
import { tooMuch, type ZipParts } from './zip.ts';

const AT_ONCE = 5_000;
const AMPERSAND = 38;

/** Texts of their own: what is cut out of the file's text would keep all of that in memory. */
function detached(texts: readonly string[]): string[] {
	return JSON.parse(JSON.stringify(texts)) as string[];
}

/** More different texts for a row than any table of people's work has; a workbook beyond it is made to cost. */
const MOST_TEXTS_A_ROW = 25;

const BEFORE = '<si><t>';
const AFTER = '</t></si>';

/** Where the text of an item of nothing but a text without references ends; -1 when none, or not all of it, is at `at`. */
function endOfPlain(text: string, at: number): number {
	if (!text.startsWith(BEFORE, at)) return -1;
	const begin = at + BEFORE.length;
	const end = text.indexOf('<', begin);
	if (end < 0 || !text.startsWith(AFTER, end)) return -1;
	for (let place = begin; place < end; place++) if (text.charCodeAt(place) === AMPERSAND) return -1;
	return end;
}

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
	const add = (text: string) => {
		fresh.push(text);
		if (strings.length + fresh.length > most) throw tooMuch();
		if (fresh.length === AT_ONCE) keep();
	};
	await scanXml(parts, path, {
		skim(text, from) {
			let at = from;
			for (;;) {
				const end = endOfPlain(text, at);
				if (end < 0) return at;
				if (end - at - BEFORE.length > limits.cellLength) throw tooLong(limits);
				add(text.slice(at + BEFORE.length, end));
				at = end + AFTER.length;
			}
		},
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
			else if (name === 'si') add(current);
		}
	});
	keep();
	return strings;
}
