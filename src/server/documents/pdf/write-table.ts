import type { DocumentRow, DocumentTable } from '#domain/documents/document.ts';
import { captionOf, cellText, columnHead, LEAD_HEADS } from '#domain/documents/document-words.ts';
import { points, SIZES } from '../page.ts';
import { splitColumns, type ColumnBand } from '#domain/documents/split-columns.ts';
import { LEFT, WIDTH, type Sheet, type Type } from './sheet.ts';

const TEXT: Type = { face: 'body', size: SIZES.小五 };
const HEAD: Type = { face: 'heading', size: SIZES.小五 };
const CAPTION: Type = { face: 'heading', size: SIZES.五号 };
const ROW_HEIGHT = points(7);
const CAPTION_HEIGHT = points(9);
const HEAD_LINE = 11.5;
const PADDING = 3;
const LEAST_ROWS = 6;
/** Area and villages. */
const LEADS = [points(27), points(17)];

interface Cell {
	text: string;
	align: 'left' | 'centre' | 'right';
}

/** Writes a table in bands that fit across the page; each page of a band begins with its head. */
export function writeTable(sheet: Sheet, table: DocumentTable): void {
	const bands = splitColumns(table.columns);
	for (const [index, band] of bands.entries()) writeBand(sheet, table, band, captionOf(band, index, bands.length));
}

function writeBand(sheet: Sheet, table: DocumentTable, band: ColumnBand, caption: string): void {
	const widths = [...LEADS, ...band.columns.map(() => (WIDTH - LEADS[0]! - LEADS[1]!) / band.columns.length)];
	const heads = [...LEAD_HEADS, ...band.columns.map(columnHead)].map((text, at) =>
		sheet.lines(text, widths[at]! - 2 * PADDING, HEAD)
	);
	const headHeight = Math.max(...heads.map(({ length }) => length)) * HEAD_LINE + 2 * PADDING;
	// A head never stands at the foot of a page with hardly a row below it.
	const least = Math.min(table.rows.length, LEAST_ROWS) * ROW_HEIGHT;
	if (!sheet.fits(CAPTION_HEIGHT + headHeight + least)) sheet.newPage();
	const begin = () => {
		sheet.write(caption, LEFT, sheet.y + CAPTION_HEIGHT - 8, CAPTION);
		sheet.y += CAPTION_HEIGHT;
		writeHead(sheet, heads, widths, headHeight);
	};
	begin();
	for (const row of table.rows) {
		if (!sheet.fits(ROW_HEIGHT)) {
			sheet.newPage();
			begin();
		}
		writeRow(sheet, cellsOf(row, band), widths, row.kind === 'total' ? HEAD : TEXT);
	}
	sheet.y += points(3);
}

function cellsOf(row: DocumentRow, { from, columns }: ColumnBand): Cell[] {
	return [
		{ text: row.name, align: 'left' },
		{ text: row.villages, align: 'centre' },
		...columns.map((column, index): Cell => {
			const text = cellText(row, from + index, column);
			return { text, align: text === '—' ? 'centre' : 'right' };
		})
	];
}

function writeHead(sheet: Sheet, heads: string[][], widths: number[], height: number): void {
	const baselineOf = (lines: number, line: number) => (height - lines * HEAD_LINE) / 2 + line * HEAD_LINE + 9;
	let x = LEFT;
	for (const [at, lines] of heads.entries()) {
		for (const [line, text] of lines.entries())
			sheet.write(
				text,
				x + (widths[at]! - sheet.measure(text, HEAD)) / 2,
				sheet.y + baselineOf(lines.length, line),
				HEAD
			);
		x += widths[at]!;
	}
	frame(sheet, widths, height, 0.8);
}

function writeRow(sheet: Sheet, cells: Cell[], widths: number[], type: Type): void {
	let x = LEFT;
	for (const [at, { text, align }] of cells.entries()) {
		const room = widths[at]! - 2 * PADDING;
		const natural = sheet.measure(text, type);
		// A long figure or name is set smaller rather than cut off.
		const fitted = natural > room ? { ...type, size: (type.size * room) / natural } : type;
		const slack = Math.max(0, room - natural);
		const shift = { left: 0, centre: slack / 2, right: slack }[align];
		sheet.write(text, x + PADDING + shift, sheet.y + ROW_HEIGHT / 2 + 3.2, fitted);
		x += widths[at]!;
	}
	frame(sheet, widths, ROW_HEIGHT, 0.4);
}

/** Draws the lines around and between the cells of a row, and goes below it. */
function frame(sheet: Sheet, widths: number[], height: number, thickness: number): void {
	const { y } = sheet;
	let x = LEFT;
	for (const width of [0, ...widths]) {
		x += width;
		sheet.rule(x, y, x, y + height, 0.4);
	}
	sheet.rule(LEFT, y, LEFT + WIDTH, y, thickness);
	sheet.rule(LEFT, y + height, LEFT + WIDTH, y + height, thickness);
	sheet.y += height;
}
