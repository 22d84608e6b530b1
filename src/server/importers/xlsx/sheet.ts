import { tooLong } from '../csv.ts';
import type { Cell, RowSink, TableLimits } from '../table.ts';
import { dateText, numberText } from './numbers.ts';
import { readPlainCell, type PlainCell } from './plain-cell.ts';
import { scanXml } from './xml.ts';
import type { ScanHandlers } from './xml-scanner.ts';
import type { ZipParts } from './zip.ts';

/** What the cells of a sheet refer to. */
export interface SheetContext {
	strings: readonly string[];
	dateStyles: ReadonlySet<number>;
	isDate1904: boolean;
	limits: TableLimits;
}

const EMPTY: Cell = { kind: 'empty', text: '' };
const MAX_MERGED = 20;

/** Hands the rows of a sheet on, as they are unpacked; answers the first of its merged ranges. */
export async function readSheet(
	parts: ZipParts,
	path: string,
	context: SheetContext,
	sink: RowSink
): Promise<string[]> {
	const { limits } = context;
	let rowNumber = 0;
	let cells: Cell[] = [];
	let column = 0;
	let cell = { type: 'n', style: 0, value: '', hasFormula: false, hasValue: false };
	let isValue = false;
	let phonetic = 0;
	const merged: string[] = [];
	const { strings } = context;
	let isBetweenCells = false;
	const plain: PlainCell = { column: 0, index: 0 };
	/** A cell beyond any allowed column is noticed when it holds something; until then it costs nothing. */
	const put = (read: Cell) => {
		const at = Math.min(column, limits.columns + 1) - 1;
		if (read.kind === 'empty') return;
		while (cells.length < at) cells.push(EMPTY);
		cells[at] = read;
	};
	const handlers: ScanHandlers = {
		open(name, attribute) {
			if (name === 'mergeCell' && merged.length < MAX_MERGED) merged.push((attribute('ref') ?? '').slice(0, 30));
			else if (name === 'row') {
				rowNumber = Number(attribute('r') ?? rowNumber + 1);
				cells = [];
				column = 0;
				isBetweenCells = true;
			} else if (name === 'c') {
				isBetweenCells = false;
				const reference = attribute('r');
				column = reference ? columnOf(reference) : column + 1;
				cell = {
					type: attribute('t') ?? 'n',
					style: Number(attribute('s') ?? 0),
					value: '',
					hasFormula: false,
					hasValue: false
				};
			} else if (name === 'f') cell.hasFormula = true;
			else if (name === 'rPh') phonetic++;
			else if (name === 'v' || (name === 't' && phonetic === 0)) {
				isValue = true;
				cell.hasValue = true;
			}
		},
		text(text) {
			if (!isValue) return;
			cell.value += text;
			if (cell.value.length > limits.cellLength) throw tooLong(limits);
		},
		close(name) {
			if (name === 'v' || name === 't') isValue = false;
			else if (name === 'rPh') phonetic--;
			else if (name === 'c') {
				isBetweenCells = true;
				put(readCell(cell, context));
			} else if (name === 'row') {
				isBetweenCells = false;
				sink.add(rowNumber, cells);
			}
		},
		skim(text, from) {
			if (!isBetweenCells) return from;
			let at = from;
			for (;;) {
				const end = readPlainCell(text, at, plain);
				if (end < 0) return at;
				column = plain.column;
				put(textCell(strings[plain.index] ?? ''));
				at = end;
			}
		}
	};
	await scanXml(parts, path, handlers, () => sink.settle?.());
	return merged;
}

/** The number of a cell's column from its reference: `A1` → 1, `AB7` → 28. */
function columnOf(reference: string): number {
	let column = 0;
	for (const letter of reference) {
		const value = letter.charCodeAt(0) - 64;
		if (value < 1 || value > 26) break;
		column = Math.min(column * 26 + value, 1_000_000);
	}
	return column;
}

function readCell(of: Parameters<typeof readValue>[0], context: SheetContext): Cell {
	const cell = readValue(of, context);
	return of.hasFormula && cell.kind !== 'empty' ? { ...cell, isFormula: true } : cell;
}

function readValue(
	{
		type,
		style,
		value,
		hasFormula,
		hasValue
	}: { type: string; style: number; value: string; hasFormula: boolean; hasValue: boolean },
	{ strings, dateStyles, isDate1904 }: SheetContext
): Cell {
	if (!hasValue) return hasFormula ? { kind: 'error', text: '#公式' } : EMPTY;
	switch (type) {
		case 's':
			return textCell(strings[Number(value)] ?? '');
		case 'str':
		case 'inlineStr':
			return textCell(value);
		case 'b':
			return { kind: 'boolean', text: value === '1' ? 'TRUE' : 'FALSE' };
		case 'e':
			return { kind: 'error', text: value };
		case 'd':
			return { kind: 'date', text: value.replace('T', ' ').replace(/(\.0+)?Z?$/, '') };
		default: {
			const date = dateStyles.has(style) ? dateText(value, isDate1904) : null;
			if (date !== null) return { kind: 'date', text: date };
			const number = numberText(value);
			return number === null ? textCell(value) : { kind: 'number', text: number };
		}
	}
}

function textCell(text: string): Cell {
	return text === '' ? EMPTY : { kind: 'text', text };
}
