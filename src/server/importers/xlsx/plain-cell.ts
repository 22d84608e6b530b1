/** A cell that refers to a text of the workbook's list. */
export interface PlainCell {
	/** From 1. */
	column: number;
	/** Of the text in the list, from 0. */
	index: number;
}

const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
const A = 65;
const Z = 90;
/** Columns beyond `ZZZ` and lists of a milliard texts are none that a plain cell has. */
const MOST_LETTERS = 3;
const MOST_DIGITS = 9;

const isDigit = (code: number) => code >= ZERO && code <= NINE;

/** Where the digits that begin at `at` end. */
function pastDigits(text: string, at: number): number {
	let to = at;
	while (isDigit(text.charCodeAt(to))) to++;
	return to;
}

/**
 * Reads a cell in the very form in which Excel, WPS and exceljs write nearly all cells of a register,
 * `<c r="B7" s="1" t="s"><v>12</v></c>` with or without the style: one look at each character, nothing cut out.
 *
 * @returns where it ends, or -1 when there is no such cell, or not all of it, at `at`
 */
export function readPlainCell(text: string, at: number, into: PlainCell): number {
	if (!text.startsWith('<c r="', at)) return -1;
	let to = at + 6;
	const letters = to;
	let column = 0;
	for (let code = text.charCodeAt(to); code >= A && code <= Z; code = text.charCodeAt(++to))
		column = column * 26 + (code - A + 1);
	if (to === letters || to - letters > MOST_LETTERS) return -1;
	to = pastDigits(text, to);
	if (text.charCodeAt(to) !== QUOTE) return -1;
	if (text.startsWith('" s="', to)) to = pastDigits(text, to + 5);
	if (!text.startsWith('" t="s"><v>', to)) return -1;
	to += 11;
	const digits = to;
	let index = 0;
	for (let code = text.charCodeAt(to); isDigit(code); code = text.charCodeAt(++to)) index = index * 10 + (code - ZERO);
	if (to === digits || to - digits > MOST_DIGITS || !text.startsWith('</v></c>', to)) return -1;
	into.column = column;
	into.index = index;
	return to + 8;
}
