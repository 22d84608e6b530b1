import { problem, type Problem } from '#domain/shared/problems.ts';

/** What a cell held: a formula counts as what it last came to. `error`: a formula that failed or was never computed. */
export type CellKind = 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'error';

/**
 * A cell as text. Numbers as a person reads them (`1200`, `0.1`, never `1.2E3` or 0.1000…01), dates as `2026-01-26` or
 * `2026-01-26 14:05:00` (no time zone), truth as `TRUE`/`FALSE`.
 */
export interface Cell {
	kind: CellKind;
	text: string;
	/** A formula: what it last came to may be out of date. */
	isFormula?: true;
}

export interface TableRow {
	/** The row's number in the file as its user sees it, from 1. */
	number: number;
	cells: Cell[];
}

/** Where a table came from. */
export interface TableSource {
	format: 'xlsx' | 'csv';
	/** Name of the sheet; null for CSV. */
	sheet: string | null;
	/** Encoding a CSV file was read as. */
	encoding: string | null;
	/** Merged ranges as the file names them (`A5:A9`), at most 20; each is one cell with a value and others without. */
	merged: string[];
}

/** Takes the rows of a file as they come. */
export interface RowSink {
	/** @throws FileRefusal to end the reading */
	add(number: number, cells: Cell[]): void;
	/** What to wait for before more rows are read, if anything. */
	settle?(): Promise<void> | undefined;
}

/** A table read from a file: its header, and the rows below that are not empty. */
export interface Table extends TableSource {
	/** The header's row in the file, from 1. */
	headerRow: number;
	header: string[];
	rows: TableRow[];
}

/** Caps on what is read; a file beyond one is refused, never read in part. */
export interface TableLimits {
	/** Size of the file. */
	bytes: number;
	/** Size of what is unpacked from it. */
	unpackedBytes: number;
	rows: number;
	columns: number;
	/** Characters of one cell (32,767 is what Excel itself holds). */
	cellLength: number;
	milliseconds: number;
}

export const TABLE_LIMITS: TableLimits = {
	bytes: 5 * 1024 * 1024,
	unpackedBytes: 64 * 1024 * 1024,
	rows: 20_000,
	columns: 100,
	cellLength: 32_767,
	milliseconds: 10_000
};

/** Why a file cannot be read and what to do about it, in both languages. */
export function fileProblem(zh: string, en: string): Problem {
	return problem('invalidFile', { detailZh: zh, detailEn: en });
}

/** Refuses a file from deep inside a parser; caught where the file is read. */
export class FileRefusal extends Error {
	readonly problem: Problem;

	constructor(zh: string, en: string) {
		super(en);
		this.problem = fileProblem(zh, en);
	}
}

/** Short cells repeat a lot; up to this many different ones are kept once, however often they stand in the table. */
const MAX_SHARED = 20_000;

/** Rows of a file as they come: keeps those with content, within the limits. */
export class RowCollector implements RowSink {
	readonly rows: TableRow[] = [];
	readonly #limits: TableLimits;
	readonly #once = onceOnly();

	constructor(limits: TableLimits) {
		this.#limits = limits;
	}

	/** @throws FileRefusal when the table is longer or wider than the limits allow */
	add(number: number, cells: Cell[]): void {
		let width = cells.length;
		while (width > 0 && isBlank(cells[width - 1])) width--;
		if (width === 0) return;
		const { rows, columns } = this.#limits;
		if (width > columns)
			throw new FileRefusal(
				`列数超过 ${columns} 列，请删去多余的列`,
				`it has more than ${columns} columns; delete some`
			);
		if (this.rows.length > rows)
			throw new FileRefusal(`行数超过 ${rows} 行，请分成几个文件`, `it has more than ${rows} rows; split it`);
		this.rows.push({ number, cells: cells.slice(0, width).map(this.#once) });
	}

	/**
	 * The table: its first row is the header, unless that is a title (one cell) above a wider row.
	 *
	 * @throws FileRefusal when there is no header at all
	 */
	table(source: TableSource): Table {
		const { header, headerRow, rest } = headerOf(this.rows);
		return { ...source, headerRow, header, rows: rest };
	}
}

/**
 * The header of rows and what follows it: the first row, unless that is a title (one cell) above a wider one.
 *
 * @throws FileRefusal when there is no header at all
 */
export function headerOf(rows: readonly TableRow[]): { header: string[]; headerRow: number; rest: TableRow[] } {
	const [first, second] = rows;
	if (!first) throw new FileRefusal('文件是空的', 'it is empty');
	const isTitle = filled(first) === 1 && second !== undefined && filled(second) > 1;
	const row = isTitle ? second : first;
	const header = row.cells.map((cell) => cell.text.trim());
	return { header, headerRow: row.number, rest: rows.slice(isTitle ? 2 : 1) };
}

/** Gives one and the same cell for short cells that are equal. */
function onceOnly(): (cell: Cell) => Cell {
	const shared = new Map<string, Cell>();
	return (cell) => {
		if (cell.text.length > 24) return cell;
		const key = `${cell.kind}${cell.isFormula ? '=' : ' '}${cell.text}`;
		const known = shared.get(key);
		if (known === undefined && shared.size < MAX_SHARED) shared.set(key, cell);
		return known ?? cell;
	};
}

function isBlank(cell: Cell | undefined): boolean {
	return cell === undefined || (cell.kind !== 'error' && cell.text.trim() === '');
}

function filled(row: TableRow): number {
	return row.cells.filter((cell) => !isBlank(cell)).length;
}
