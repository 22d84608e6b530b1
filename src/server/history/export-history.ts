import type { ExportHistoryInput } from '#domain/history/find-history.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import type { Database } from '../db/database.ts';
import type { ExportedFile, ExportedRow } from '../exporters/indicators/export-file.ts';
import { hxlCsv } from '../exporters/indicators/hxl-csv.ts';
import { nationalWorkbook } from '../exporters/indicators/national-workbook.ts';
import { findExportRows, findImportTotals } from '../repositories/export-history.ts';

const TYPES = {
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv;charset=utf-8'
} as const;

/**
 * Hands out loaded statistics in the layout they came in. A whole import comes out row for row as it was given, its
 * 合计 where it stood; a selection gets a 合计 summed here, first.
 */
export async function exportHistory(db: Database, input: ExportHistoryInput): Promise<ExportedFile> {
	const found = await findExportRows(db.prisma, input);
	const rows =
		input.importId === null
			? withTotal(
					found.map(({ row }) => row),
					found.filter(({ isAggregate }) => !isAggregate).map(({ row }) => row)
				)
			: inPlace(found, await findImportTotals(db.prisma, input.importId));
	const bytes = input.format === 'xlsx' ? await nationalWorkbook(rows) : hxlCsv(rows);
	return { fileName: `灾情统计.${input.format}`, contentType: TYPES[input.format], bytes };
}

function withTotal(rows: readonly ExportedRow[], summed: readonly ExportedRow[]): ExportedRow[] {
	const figures = Object.fromEntries(
		NATIONAL_KEYS.flatMap((key) => {
			const given = summed.flatMap(({ figures: of }) => of[key] ?? []);
			return given.length === 0 ? [] : [[key, addDecimals(given)]];
		})
	);
	return [{ area: '合计', kind: '', parent: '', time: '', figures }, ...rows];
}

/** Rows and totals in the order of their numbers in the file. */
function inPlace(
	found: readonly { number: number; row: ExportedRow }[],
	totals: readonly (ExportedRow & { number: number })[]
): ExportedRow[] {
	return [...found.map(({ number, row }) => ({ number, row })), ...totals.map((row) => ({ number: row.number, row }))]
		.sort((a, b) => a.number - b.number)
		.map(({ row }) => row);
}
