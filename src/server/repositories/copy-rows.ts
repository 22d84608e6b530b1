import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A value of a column as COPY takes it; moments are texts, lists of words and numbers become arrays. */
export type CopyValue = string | number | bigint | boolean | null | Uint8Array | readonly (string | bigint)[];
/** A row by the names that its columns have in the schema (`homeCode`). */
export type CopyRow = Readonly<Record<string, CopyValue>>;

/** Characters that are gathered before they are sent. */
const AT_ONCE = 1 << 16;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escape = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!);

function copyText(value: CopyValue): string {
	if (value === null) return '\\N';
	if (typeof value === 'string') return escape(value);
	if (value instanceof Uint8Array)
		return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`;
	if (typeof value !== 'object') return String(value);
	const items = value.map((item) => (typeof item === 'string' ? `"${item.replace(/["\\]/g, '\\$&')}"` : String(item)));
	return escape(`{${items.join(',')}}`);
}

/** `homeCode` → `home_code`. */
function columnName(field: string): string {
	return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Writes rows one after the other and gives them on in pieces. */
function* pieces(columns: readonly string[], first: CopyRow, rest: Iterator<CopyRow>): Generator<string> {
	let piece = '';
	for (let row: CopyRow | null = first; row !== null;) {
		piece += `${columns.map((column) => copyText(row![column]!)).join('\t')}\n`;
		const next = rest.next();
		row = next.done ? null : next.value;
		if (piece.length < AT_ONCE && row !== null) continue;
		yield piece;
		piece = '';
	}
}

/**
 * Writes many rows of a table in one COPY, in the transaction that the connection is in; rows are made as they go.
 * All have the columns of the first.
 */
export async function copyRows(client: pg.ClientBase, table: string, rows: Iterable<CopyRow>): Promise<void> {
	const iterator = rows[Symbol.iterator]();
	const first = iterator.next();
	if (first.done) return;
	const columns = Object.keys(first.value);
	const names = columns.map((column) => pg.escapeIdentifier(columnName(column))).join(', ');
	const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${names}) FROM STDIN`));
	await pipeline(Readable.from(pieces(columns, first.value, iterator)), into);
}
