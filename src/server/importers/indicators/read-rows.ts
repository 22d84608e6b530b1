import type { FileProblem } from '#domain/history/import-indicators.ts';
import { readOccurrence } from '#domain/history/occurrence.ts';
import type { Decimal } from '#domain/reports/decimal.ts';
import { tidyName } from '../../areas/short-names.ts';
import type { Table, TableRow } from '../table.ts';
import { LEAD_COLUMNS, LEAD_KEYS, mapColumns, type IndicatorColumns, type LeadKey } from './columns.ts';
import { readFigure, type FigureNote } from './read-figure.ts';

/** A row of the export as it was given: texts with their blanks, figures to the last decimal. */
export interface GivenRow {
	/** Number of the row in the file. */
	number: number;
	area: string;
	kind: string;
	parent: string;
	time: string;
	/** Blanks before the area's name: how deep it lies. */
	indent: number;
	/** The day read from `time`. */
	day: string | null;
	/** Day, and minute where it is said, in one way of writing; null where `time` says less or more. */
	moment: string | null;
	figures: Record<string, Decimal>;
}

/** An export as it was given. */
export interface GivenFile {
	rows: GivenRow[];
	/** The 合计 rows. */
	totals: GivenRow[];
	columns: IndicatorColumns;
	problems: FileProblem[];
	problemCount: number;
	noted: Partial<Record<FigureNote | 'serialDate', number>>;
}

const TOTAL = /^(合计|总计|全国合计|全省合计|全市合计|全县合计)$/;
const MAX_PROBLEMS = 100;

/**
 * Reads the rows of an export.
 *
 * @throws FileRefusal when the header is not the catalogue's
 */
export function readRows(table: Table): GivenFile {
	const columns = mapColumns(table);
	const file: GivenFile = { rows: [], totals: [], columns, problems: [], problemCount: 0, noted: {} };
	const fail = (row: number, column: string, zh: string, en: string) => {
		file.problemCount++;
		if (file.problems.length < MAX_PROBLEMS) file.problems.push({ row, column, zh, en });
	};
	for (const range of table.merged.filter((merged) => lastRowOf(merged) >= table.headerRow))
		fail(
			firstRowOf(range),
			range,
			`单元格 ${range} 合并了，请取消合并并填好每一格`,
			`cells ${range} are merged; unmerge them and fill in each`
		);
	for (const row of table.rows) {
		if (isTagRow(row)) continue;
		const given = readRow(row, file, fail);
		if (TOTAL.test(tidyName(given.area))) file.totals.push(given);
		else {
			if (tidyName(given.area) === '')
				fail(row.number, LEAD_COLUMNS.area, '没有填区域', 'the name of the area is missing');
			file.rows.push(given);
		}
	}
	// In CSV every number is text.
	if (table.format === 'csv') delete file.noted.text;
	if (file.rows.length === 0) fail(table.headerRow, '', '没有数据行', 'there are no rows of figures');
	return file;
}

function readRow(
	row: TableRow,
	{ columns, noted }: GivenFile,
	fail: (row: number, column: string, zh: string, en: string) => void
): GivenRow {
	const text = (key: LeadKey) => row.cells[columns.lead[key]]?.text ?? '';
	for (const key of LEAD_KEYS)
		if (row.cells[columns.lead[key]]?.kind === 'error')
			fail(row.number, LEAD_COLUMNS[key], '公式没有结果，请改为文字', 'the formula has no result; put the text itself');
	const figures: Record<string, Decimal> = {};
	for (const { indicator, index, header } of columns.indicators) {
		const read = readFigure(row.cells[index]);
		if (read.figure === undefined) fail(row.number, header, read.zh, read.en);
		else if (read.figure !== null) {
			figures[indicator.key] = read.figure;
			for (const note of read.notes) noted[note] = (noted[note] ?? 0) + 1;
		}
	}
	const occurrence = readOccurrence(text('time'));
	if (occurrence?.isSerial) noted.serialDate = (noted.serialDate ?? 0) + 1;
	const [area, kind, parent, time] = LEAD_KEYS.map(text) as [string, string, string, string];
	return {
		number: row.number,
		area,
		kind,
		parent,
		time,
		indent: indentOf(area),
		day: occurrence?.day ?? null,
		moment: occurrence?.moment ?? null,
		figures
	};
}

/** Blanks before a name, a full-width one (and a tab) counting as two. */
function indentOf(name: string): number {
	const blanks = /^[\s\u3000]*/.exec(name)?.[0] ?? '';
	return [...blanks].reduce((sum, blank) => sum + (blank === '\u3000' || blank === '\t' ? 2 : 1), 0);
}

/** The row of HXL tags that machine-readable tables have below their header: it holds no figures. */
function isTagRow({ cells }: TableRow): boolean {
	const filled = cells.filter(({ text }) => text !== '');
	return filled.length > 1 && filled.every(({ text }) => /^#[a-z]+(\+[a-z0-9_]+)*$/.test(text));
}

const rowsOf = (range: string) => [...range.matchAll(/\d+/g)].map(([digits]) => Number(digits));
const firstRowOf = (range: string) => rowsOf(range)[0] ?? 0;
const lastRowOf = (range: string) => rowsOf(range).at(-1) ?? 0;
