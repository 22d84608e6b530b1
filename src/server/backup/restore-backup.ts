import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { CLUSTER_IDENTITY } from '../db/installation.ts';
import { migrate } from '../db/migrate.ts';
import { readMigrations, type Migration } from '../db/migration-files.ts';
import { backupFailure, type Manifest } from './manifest.ts';
import { readTables } from './read-backup.ts';
import { requireEmpty, requireKnown } from './restore-target.ts';
import { COPY_SETTINGS, copyTarget, findTables, type TableShape } from './tables.ts';

/**
 * Loads a backup that was verified into an empty database, which is created when it is missing. All rows go in within
 * one transaction, are read back and compared with the manifest before it commits. Then newer migrations are applied,
 * and the feed and the audit chain are set to go on where they were. Sessions in the backup are ended: one that was
 * revoked since must not come back to life.
 *
 * @returns the migrations applied that are newer than the backup
 * @throws StartFailure when the database is not empty, or the backup was made by a newer version
 */
export async function restoreBackup(url: string, path: string, manifest: Manifest): Promise<string[]> {
	const migrations = readMigrations();
	const level = levelOf(manifest, migrations);
	await requireEmpty(url, level);
	await migrate(url, level);
	const client = new pg.Client({ connectionString: url, application_name: 'anlan-restore' });
	await client.connect();
	try {
		await client.query(COPY_SETTINGS);
		await inTransaction(client, () => load(client, path, manifest));
		const newer = await migrate(url);
		await inTransaction(client, () => takeUpLogs(client));
		await client.query('ANALYZE');
		return newer;
	} finally {
		await client.end();
	}
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
	await client.query('BEGIN');
	try {
		await work();
		await client.query('COMMIT');
	} catch (error) {
		await client.query('ROLLBACK').catch(() => undefined);
		throw error;
	}
}

/** The migrations that made the backup's tables, as this version has them. */
function levelOf(manifest: Manifest, migrations: Migration[]): Migration[] {
	return manifest.migrations.map(({ name, checksum }) => {
		const known = migrations.find((migration) => migration.name === name);
		if (known?.checksum === checksum) return known;
		throw backupFailure(
			`备份来自较新或不同的版本（迁移 ${name}），本版本恢复不了。请用写备份的版本 ${manifest.app} 或更新的版本。`,
			`The backup comes from a newer or different version (migration ${name}) and cannot be restored by this one. Use version ${manifest.app}, which wrote it, or a newer one.`
		);
	});
}

async function load(client: pg.Client, path: string, manifest: Manifest): Promise<void> {
	const tables = await findTables(client);
	requireSameShape(tables, manifest);
	const names = tables.map(({ name }) => pg.escapeIdentifier(name));
	await client.query(`LOCK TABLE ${names.join(', ')} IN ACCESS EXCLUSIVE MODE`);
	// Somebody may have begun to use the database since it was looked at.
	await requireKnown(client);
	for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
	await client.query(`TRUNCATE ${names.join(', ')}`);
	for await (const { table, content } of readTables(path)) {
		const target = copyTarget(tables.find(({ name }) => name === table)!);
		await pipeline(content, client.query(copyFrom(`COPY ${target} FROM STDIN`)));
	}
	for (const { name, columns, sha256 } of manifest.tables) await compareTable(client, { name, columns }, sha256);
	await resetSequences(client);
	await client.query('UPDATE session SET revoked_at = now() WHERE revoked_at IS NULL');
	for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
}

function requireSameShape(tables: readonly TableShape[], manifest: Manifest): void {
	const shape = (of: readonly TableShape[]) =>
		JSON.stringify(of.map(({ name, columns }) => ({ name, columns })).sort((a, b) => (a.name < b.name ? -1 : 1)));
	if (shape(tables) === shape(manifest.tables)) return;
	throw backupFailure(
		'备份中的表与它所记的迁移不符，不能恢复。',
		'The tables in the backup are not those its migrations make; it cannot be restored.'
	);
}

/** Reads a table back in the order it was written; its text must be the very text of the backup. */
async function compareTable(client: pg.Client, table: TableShape, sha256: string): Promise<void> {
	const hash = createHash('sha256');
	for await (const piece of client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`)) as AsyncIterable<Buffer>)
		hash.update(piece);
	if (hash.digest('hex') !== sha256)
		throw backupFailure(
			`表 ${table.name} 读回的内容与备份不同，已撤销恢复。`,
			`Table ${table.name} read back differs from the backup; the restore was undone.`
		);
}

/** Lets every sequence go on after the highest number in its column. */
async function resetSequences(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ sequence: string; table: string; column: string }>(`
		SELECT s.oid::regclass::text AS sequence, quote_ident(c.relname) AS table, quote_ident(a.attname) AS column
		FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
			JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
		WHERE s.relkind = 'S' AND c.relnamespace = 'public'::regnamespace`);
	for (const { sequence, table, column } of rows) {
		await client.query(
			`SELECT setval($1::regclass, COALESCE(max(${column}), 1), max(${column}) IS NOT NULL) FROM ${table}`,
			[sequence]
		);
	}
}

/** Makes this cluster's transaction ids those of the logs. A start would do it too, if this is cut off before. */
async function takeUpLogs(client: pg.Client): Promise<void> {
	await client.query('SELECT rebase_log_positions()');
	await client.query(`UPDATE installation SET cluster_identity = ${CLUSTER_IDENTITY}`);
}
