import type { z } from 'zod';
import type { RowIssue } from '#domain/imports/row-issue.ts';
import { codeText, plainText } from '../cell-text.ts';
import type { Cell } from '../table.ts';
import { ALL_COLUMNS, type ColumnKey, type PeopleColumns } from './columns.ts';

/** Texts of which it is plain that a line of text may hold them: looking is quicker than the rule. */
const PLAIN = /^(?:[\u4e00-\u9fff\w·]+(?: [\u4e00-\u9fff\w·]+)*)?$/;

/** Reads the cells of one row by column, and gathers what is wrong with them. */
export class RowReader {
	readonly errors: RowIssue[] = [];
	readonly warnings: RowIssue[] = [];
	readonly #columns: PeopleColumns;
	readonly #cells: readonly Cell[];

	constructor(columns: PeopleColumns, cells: readonly Cell[]) {
		this.#columns = columns;
		this.#cells = cells;
	}

	#cell(key: ColumnKey): Cell | undefined {
		const cell = this.#cells[this.#columns.indexes[key] ?? -1];
		if (cell?.kind !== 'error') return cell;
		if (!this.errors.some(({ column }) => column === this.headerOf(key)))
			this.fail(key, '公式没有结果，请改为数值', 'the formula has no result; put the value itself');
		return undefined;
	}

	/** The header of a column as it stands in the file. */
	headerOf(key: ColumnKey): string {
		return this.#columns.headers[key] ?? ALL_COLUMNS[key].zh;
	}

	text(key: ColumnKey): string {
		return plainText(this.#cell(key));
	}

	/** A number or code: full-width digits made plain. */
	code(key: ColumnKey): string {
		return codeText(this.#cell(key));
	}

	fail(key: ColumnKey, zh: string, en: string): void {
		this.errors.push({ column: this.headerOf(key), zh, en });
	}

	warn(key: ColumnKey, zh: string, en: string): void {
		this.warnings.push({ column: this.headerOf(key), zh, en });
	}

	/** A line of text, as `line(most)` takes it. */
	line(key: ColumnKey, text: string, most: number, schema: z.ZodType<string>): string {
		if (text.length <= most && PLAIN.test(text)) return text;
		return this.field(key, text, schema, `最多 ${most} 个字`, `at most ${most} characters`);
	}

	/** A text as a field of the register takes it; empty where it cannot be taken, which is told. */
	field(key: ColumnKey, text: string, schema: z.ZodType<string>, zh: string, en: string): string {
		if (text === '') return '';
		const checked = schema.safeParse(text);
		if (checked.success) return checked.data;
		this.fail(key, zh, en);
		return '';
	}
}
