import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { NATIONAL_HEADER } from '../../importers/indicators/columns.ts';
import { numberText } from '../../importers/xlsx/numbers.ts';
import type { ExportedRow } from './export-file.ts';

const LEAD_WIDTHS = [28, 18, 22, 20];

/**
 * Rows in the layout of the national export: its header, its order, texts with their blanks, 合计 where it stands. A
 * figure that a spreadsheet's numbers cannot hold exactly is written as text, so that loading the file gives back every
 * figure to the last decimal.
 */
export async function nationalWorkbook(rows: Iterable<ExportedRow>): Promise<Buffer> {
	const { default: excel } = await import('exceljs');
	const stream = new PassThrough();
	const written = buffer(stream);
	const workbook = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
	const sheet = workbook.addWorksheet('灾情统计', { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
	sheet.columns = [
		...LEAD_WIDTHS.map((width) => ({ width, style: { numFmt: '@' } })),
		...NATIONAL_INDICATORS.map(({ decimals }) => ({ width: 14, style: { numFmt: decimals === 0 ? '0' : '0.00' } }))
	];
	const header = sheet.addRow([...NATIONAL_HEADER]);
	header.font = { bold: true };
	header.alignment = { wrapText: true, vertical: 'middle' };
	header.commit();
	for (const { area, kind, parent, time, figures } of rows)
		sheet.addRow([area, kind, parent, time, ...NATIONAL_INDICATORS.map(({ key }) => cellOf(figures[key]))]).commit();
	sheet.commit();
	await workbook.commit();
	return written;
}

/** A figure as a number where that is exact, else as its text; null for a blank. */
function cellOf(figure: Decimal | undefined): number | string | null {
	if (figure === undefined) return null;
	const number = Number(figure);
	return numberText(String(number)) === figure ? number : figure;
}
