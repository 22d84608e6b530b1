import { z } from 'zod';
import { StartFailure } from '../start-failure.ts';

/** The form of the file. A higher number is one this version cannot read. */
export const BACKUP_FORMAT = 1;

/** The first entry of the file: tells what it is before anything else is read. */
export const MARKER = 'anlan-backup.json';
/** The last entry: what the file must contain. Its absence tells that the file was cut off. */
export const MANIFEST = 'manifest.json';

export const Marker = z.object({ format: z.int(), app: z.string() });

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);

const TableSummary = z.strictObject({
	name: z.string(),
	columns: z.array(z.string()),
	rows: Count,
	bytes: Count,
	sha256: Hash
});
export type TableSummary = z.infer<typeof TableSummary>;

/** What a backup holds, from one snapshot of the database. Tables stand in the order of their foreign keys. */
export const Manifest = z.strictObject({
	format: z.literal(BACKUP_FORMAT),
	/** Version of the program that wrote it. */
	app: z.string(),
	/** When the snapshot was taken, by the database's clock. */
	createdAt: z.iso.datetime(),
	/** The county's code; null for a database that no server has used. */
	county: z.string().nullable(),
	/** Version of the PostgreSQL it was taken from. */
	postgres: z.string(),
	/** Migrations that made the tables, in their order. */
	migrations: z.array(z.strictObject({ name: z.string(), checksum: Hash })),
	/** The last number of the change feed in the snapshot. */
	feedSeq: Count,
	/** The last link of the audit chain in the snapshot. */
	auditHead: z.strictObject({ number: Count, hash: Hash }),
	tables: z.array(TableSummary)
});
export type Manifest = z.infer<typeof Manifest>;

/** The name of a part of a table's content in the file. */
export function partName(table: string, part: number): string {
	return `tables/${table}/${String(part).padStart(6, '0')}.copy`;
}

/** The table and the part number that a name in the file stands for, or null. */
export function readPartName(name: string): { table: string; part: number } | null {
	const [, table, part] = /^tables\/([a-z_][a-z0-9_]*)\/(\d{6,})\.copy$/.exec(name) ?? [];
	return table && part ? { table, part: Number(part) } : null;
}

/** A backup or a restore that cannot be done, in words for the person at the keyboard. */
export function backupFailure(zh: string, en: string, cause?: unknown): StartFailure {
	return new StartFailure(1, [{ zh, en }], { cause });
}
