import pg from 'pg';

/** A table as it is copied: its columns in order, without generated ones. */
export interface TableShape {
	name: string;
	columns: string[];
}

const MIGRATIONS = '_prisma_migrations';

/** All tables of the database but the record of its migrations, those that others refer to first. */
export async function findTables(client: pg.ClientBase): Promise<TableShape[]> {
	const { rows } = await client.query<TableShape & { parents: string[] }>(
		`SELECT c.relname AS name,
			ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
				AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
			ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
				WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS parents
		FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> $1
		ORDER BY c.relname`,
		[MIGRATIONS]
	);
	const ordered: TableShape[] = [];
	let waiting = rows;
	while (waiting.length > 0) {
		const isReady = ({ parents }: { parents: string[] }) =>
			parents.every((parent) => ordered.some(({ name }) => name === parent));
		const ready = waiting.filter(isReady);
		if (ready.length === 0) throw new Error(`Foreign keys in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
		ordered.push(...ready.map(({ name, columns }) => ({ name, columns })));
		waiting = waiting.filter((table) => !ready.includes(table));
	}
	return ordered;
}

/** A table with its columns, as COPY takes it. */
export function copyTarget({ name, columns }: TableShape): string {
	return `public.${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
}

/** Settings under which COPY writes and reads the same text everywhere, however long it takes. */
export const COPY_SETTINGS = `
	SET client_encoding = 'UTF8'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC';
	SET bytea_output = 'hex'; SET extra_float_digits = 1; SET synchronize_seqscans = off;
	SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0`;

const LINE_FEED = 0x0a;

/** Rows in a piece of COPY text: each ends with a line feed, and line feeds in values are written `\n`. */
export function countRows(piece: Buffer): number {
	let rows = 0;
	for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) rows++;
	return rows;
}
