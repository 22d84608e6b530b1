import type { Worksheet } from 'exceljs';
import type { DocumentColumn, DocumentRow, DocumentTable } from '#domain/documents/document.ts';
import { cellText, columnHead, LEAD_HEADS } from '#domain/documents/document-words.ts';
import { numberText } from '../../importers/xlsx/numbers.ts';
import { EXCEL_FACES } from './page-setup.ts';

const BODY = { ...EXCEL_FACES.body, size: 10.5 };
const HEAD = { ...EXCEL_FACES.heading, size: 10.5 };
const THIN = { style: 'thin' as const };
const border = { top: THIN, left: THIN, bottom: THIN, right: THIN };
/** Widths of the area, the villages and a figure, in characters: five figures go across a page. */
const LEADS = [13, 9];
const FIGURE = 10;
const HEAD_HEIGHT = 62;

/** Writes the table with all its columns side by side; its first row and first two columns are on every page. */
export function writeTableSheet(sheet: Worksheet, { columns, rows }: DocumentTable): void {
	sheet.columns = [...LEADS, ...columns.map(() => FIGURE)].map((width) => ({ width }));
	const head = sheet.addRow([...LEAD_HEADS, ...columns.map(columnHead)]);
	head.height = HEAD_HEIGHT;
	const alignment = { wrapText: true, vertical: 'middle' as const, horizontal: 'center' as const };
	head.eachCell((cell) => void Object.assign(cell, { font: HEAD, border, alignment }));
	for (const row of rows) writeRow(sheet, row, columns);
	sheet.views = [{ state: 'frozen', xSplit: LEADS.length, ySplit: 1 }];
}

function writeRow(sheet: Worksheet, row: DocumentRow, columns: readonly DocumentColumn[]): void {
	const added = sheet.addRow([row.name, row.villages]);
	added.height = 20;
	const font = row.kind === 'total' ? HEAD : BODY;
	const style = (at: number, horizontal: 'left' | 'center' | 'right', numFmt = '@') => {
		const alignment = { horizontal, vertical: 'middle', shrinkToFit: true };
		return Object.assign(added.getCell(at), { font, border, alignment, numFmt });
	};
	style(1, 'left');
	style(2, 'center');
	const isDifference = row.kind === 'change' || row.kind === 'adjustment';
	for (const [at, column] of columns.entries()) {
		const figure = row.cells[at] ?? null;
		const pattern = column.decimals === 0 ? '#,##0' : '#,##0.00';
		const cell = style(
			at + 3,
			figure === null ? 'center' : 'right',
			isDifference ? `+${pattern};-${pattern};0` : pattern
		);
		// A figure that a spreadsheet's numbers cannot hold exactly is written as text.
		const isExact = figure !== null && numberText(String(Number(figure))) === figure;
		cell.value = isExact ? Number(figure) : cellText(row, at, column);
	}
}
