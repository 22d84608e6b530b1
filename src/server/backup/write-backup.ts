import { createHash, type Hash } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { access, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { pack as openPack, type Pack } from 'tar-stream';
import { projectRoot } from '../config.ts';
import {
	BACKUP_FORMAT,
	backupFailure,
	MANIFEST,
	MARKER,
	partName,
	type Manifest,
	type TableSummary
} from './manifest.ts';
import { COPY_SETTINGS, copyTarget, countRows, findTables, type TableShape } from './tables.ts';

/** A backup that was written. */
export interface WrittenBackup {
	path: string;
	bytes: number;
	/** SHA-256 of the whole file. */
	sha256: string;
	manifest: Manifest;
}

/** The most of a table that is held in memory, bytes. */
const PART_BYTES = 4 * 1024 * 1024;

/** Fast, and nearly as small as it gets. */
const GZIP_LEVEL = 4;

/**
 * Writes all tables of a database from one snapshot into one file, while the desk is in use. Whatever interrupts it,
 * the file is there whole or not at all.
 *
 * @param path of a file that does not exist, in a folder that does
 * @throws StartFailure when the file exists or cannot be written
 */
export async function writeBackup(url: string, path: string): Promise<WrittenBackup> {
	await requireFree(path);
	const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
	const client = new pg.Client({ connectionString: url, application_name: 'anlan-backup' });
	await client.connect();
	try {
		const file = await open(part, 'wx', 0o600).catch((error: unknown) => {
			throw writeFailure(path, error);
		});
		try {
			const written = await writeTo(file, client);
			await file.sync();
			await file.close();
			await rename(part, path);
			await syncFolder(dirname(path));
			return { path, bytes: (await stat(path)).size, ...written };
		} catch (error) {
			await file.close().catch(() => undefined);
			await rm(part, { force: true });
			throw isFileError(error) ? writeFailure(path, error) : error;
		}
	} finally {
		await client.end();
	}
}

async function writeTo(file: FileHandle, client: pg.Client): Promise<{ sha256: string; manifest: Manifest }> {
	const pack = openPack();
	const gzip = createGzip({ level: GZIP_LEVEL });
	const sha256 = createHash('sha256');
	pack.on('error', (error) => gzip.destroy(error));
	pack.pipe(gzip);
	const writing = writeCompressed(file, gzip, sha256).catch((error: unknown) => {
		pack.destroy(error instanceof Error ? error : new Error(String(error)));
		throw error;
	});
	const packing = packDatabase(pack, client).catch((error: unknown) => {
		pack.destroy(error instanceof Error ? error : new Error(String(error)));
		throw error;
	});
	const [written, packed] = await Promise.allSettled([writing, packing]);
	// When one fails it takes the other along; a full disk is the cause, not the broken stream that follows from it.
	if (written.status === 'rejected' && (isFileError(written.reason) || packed.status === 'fulfilled'))
		throw written.reason;
	if (packed.status === 'rejected') throw packed.reason;
	return { sha256: sha256.digest('hex'), manifest: packed.value };
}

async function writeCompressed(file: FileHandle, gzip: Gzip, hash: Hash): Promise<void> {
	for await (const piece of gzip as AsyncIterable<Buffer>) {
		hash.update(piece);
		await file.appendFile(piece);
	}
}

function programVersion(): string {
	const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
	return version;
}

async function packDatabase(pack: Pack, client: pg.Client): Promise<Manifest> {
	await client.query(COPY_SETTINGS);
	await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
	const tables = await findTables(client);
	// Held to the end, so that no migration changes a table between the snapshot and its copy.
	if (tables.length > 0)
		await client.query(
			`LOCK TABLE ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')} IN ACCESS SHARE MODE`
		);
	const head = await readHead(client);
	await addEntry(pack, MARKER, JSON.stringify({ format: BACKUP_FORMAT, app: programVersion() }));
	const summaries: TableSummary[] = [];
	for (const table of tables) summaries.push(await packTable(pack, client, table));
	const manifest: Manifest = { ...head, tables: summaries };
	await addEntry(pack, MANIFEST, JSON.stringify(manifest, null, '\t'));
	await client.query('COMMIT');
	pack.finalize();
	return manifest;
}

async function readHead(client: pg.Client): Promise<Omit<Manifest, 'tables'>> {
	const { rows } = await client.query<{ head: Omit<Manifest, 'tables' | 'format' | 'app'> }>(`
		SELECT json_build_object(
			'createdAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
			'county', (SELECT county_code FROM installation),
			'postgres', current_setting('server_version'),
			'migrations', (SELECT json_agg(json_build_object('name', migration_name, 'checksum', checksum) ORDER BY migration_name)
				FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL),
			'feedSeq', (SELECT max(last_seq) FROM feed_batch),
			'auditHead', (SELECT json_build_object('number', number, 'hash', hash) FROM audit_block ORDER BY number DESC LIMIT 1)
		) AS head`);
	return { format: BACKUP_FORMAT, app: programVersion(), ...rows[0]!.head };
}

async function packTable(pack: Pack, client: pg.Client, table: TableShape): Promise<TableSummary> {
	const hash = createHash('sha256');
	const summary = { rows: 0, bytes: 0 };
	let held: Buffer[] = [];
	let heldBytes = 0;
	let part = 0;
	const flush = async () => {
		if (heldBytes === 0) return;
		await addEntry(pack, partName(table.name, ++part), Buffer.concat(held));
		held = [];
		heldBytes = 0;
	};
	for await (const piece of client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`)) as AsyncIterable<Buffer>) {
		hash.update(piece);
		summary.rows += countRows(piece);
		summary.bytes += piece.length;
		held.push(piece);
		heldBytes += piece.length;
		if (heldBytes >= PART_BYTES) await flush();
	}
	await flush();
	return { name: table.name, columns: table.columns, ...summary, sha256: hash.digest('hex') };
}

/** Adds an entry and waits until it has been taken, so that a slow disk holds back the reading. */
function addEntry(pack: Pack, name: string, content: string | Buffer): Promise<void> {
	const bytes = Buffer.from(content);
	return new Promise((resolve, reject) => {
		const entry = pack.entry({ name, size: bytes.length, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
		entry.on('error', reject);
		entry.end(bytes);
	});
}

async function requireFree(path: string): Promise<void> {
	const exists = await access(path, constants.F_OK).then(
		() => true,
		() => false
	);
	if (exists)
		throw backupFailure(
			`文件 ${path} 已存在，不会覆盖。请换一个文件名。`,
			`The file ${path} exists and is not overwritten. Choose another name.`
		);
}

async function syncFolder(folder: string): Promise<void> {
	// Windows cannot open a folder; its file system journals the name by itself.
	if (process.platform === 'win32') return;
	const handle = await open(folder, 'r');
	await handle.sync().finally(() => handle.close());
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'syscall' in error && !('port' in error);
}

function writeFailure(path: string, error: unknown) {
	const { code = String(error) } = error as NodeJS.ErrnoException;
	if (code === 'ENOSPC')
		return backupFailure(
			`磁盘已满，备份没有写成：${path}`,
			`The disk is full; the backup was not written: ${path}`,
			error
		);
	return backupFailure(
		`备份文件 ${path} 无法写入（${code}）。请检查文件夹和权限。`,
		`The backup ${path} cannot be written (${code}). Check the folder and its permissions.`,
		error
	);
}
