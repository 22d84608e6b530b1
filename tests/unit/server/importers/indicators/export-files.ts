import exceljs from 'exceljs';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';

type Value = string | number | null;

/** A row of a national export: its four texts, and figures by indicator key. */
export interface ExportRow {
	area: string;
	kind?: string;
	parent?: string;
	time?: Value;
	figures?: Record<string, Value>;
}

/** The cells of a row in the national order; what is not given is 0. */
export function cellsOf({
	area,
	kind = '洪涝灾害',
	parent = '湖南省',
	time = '2020-06-01',
	figures = {}
}: ExportRow): Value[] {
	return [area, kind, parent, time, ...NATIONAL_INDICATORS.map(({ key }) => (key in figures ? figures[key]! : 0))];
}

/** A workbook as the national query system writes it. */
export async function exportOf(
	rows: readonly ExportRow[],
	change: (sheet: exceljs.Worksheet) => void = () => undefined
): Promise<Buffer> {
	const workbook = new exceljs.Workbook();
	const sheet = workbook.addWorksheet('灾情统计');
	sheet.addRow([...NATIONAL_HEADER]);
	for (const row of rows) sheet.addRow(cellsOf(row));
	change(sheet);
	return Buffer.from(await workbook.xlsx.writeBuffer());
}
