import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { BACKUP_FORMAT, backupFailure, Manifest, MANIFEST, Marker, MARKER, readPartName } from './manifest.ts';
import { countRows } from './tables.ts';

/** One entry of the file; its body has to be read before the next entry comes. */
interface BackupEntry {
	name: string;
	body: AsyncIterable<Buffer>;
}

/** More than any manifest needs, bytes. */
const LONGEST_TEXT = 16 * 1024 * 1024;

const foreign = (path: string, cause?: unknown) =>
	backupFailure(`${path} 不是安澜的备份文件。`, `${path} is not a backup of Anlan.`, cause);

const cutOff = (path: string, cause?: unknown) =>
	backupFailure(
		`备份文件 ${path} 不完整（中途被截断）。没有载入任何内容，请换一份备份。`,
		`The backup ${path} is incomplete: it was cut off. Nothing was loaded; use another copy.`,
		cause
	);

const damaged = (path: string, zh: string, en: string, cause?: unknown) =>
	backupFailure(
		`备份文件 ${path} 已损坏：${zh}。没有载入任何内容，请换一份备份。`,
		`The backup ${path} is damaged: ${en}. Nothing was loaded; use another copy.`,
		cause
	);

/** A gzip file as `writeBackup` begins it: deflate, no flags, no time. The tenth byte names the system it was made on. */
const BEGINNING = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0];

async function requireBeginning(path: string): Promise<void> {
	const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
		throw backupFailure(
			`备份文件 ${path} 无法打开（${error.code}）。`,
			`The backup ${path} cannot be opened (${error.code}).`,
			error
		);
	});
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING.length), 0, BEGINNING.length, 0);
		if (bytesRead === 0) throw cutOff(path);
		if (BEGINNING.some((byte, at) => at < bytesRead && buffer[at] !== byte)) throw foreign(path);
	} finally {
		await file.close();
	}
}

async function* readEntries(path: string): AsyncGenerator<BackupEntry, undefined> {
	const archive = extract();
	const file = createReadStream(path);
	const gunzip = createGunzip();
	file.on('error', (error) => gunzip.destroy(error));
	gunzip.on('error', (error) => archive.destroy(error));
	file.pipe(gunzip).pipe(archive);
	try {
		for await (const entry of archive) yield { name: entry.header.name, body: entry as AsyncIterable<Buffer> };
	} finally {
		gunzip.destroy();
		file.destroy();
	}
	return undefined;
}

async function readText({ body }: BackupEntry): Promise<string> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of body) {
		bytes += piece.length;
		if (bytes > LONGEST_TEXT) throw new Error('too long');
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString('utf8');
}

interface TableSeen {
	parts: number;
	rows: number;
	bytes: number;
	hash: Hash;
}

/**
 * Reads a backup from end to end and checks everything in it against its manifest: nothing missing, nothing more,
 * every table with its rows, bytes and SHA-256.
 *
 * @returns the manifest and the SHA-256 of the whole file
 * @throws StartFailure that says what is wrong: not a backup, too new, cut off, or damaged and where
 */
export async function verifyBackup(path: string): Promise<{ manifest: Manifest; sha256: string }> {
	await requireBeginning(path);
	const tables = new Map<string, TableSeen>();
	let manifest: Manifest | undefined;
	try {
		let isFirst = true;
		for await (const entry of readEntries(path)) {
			if (isFirst) await readMarker(path, entry);
			else if (manifest) throw damaged(path, '清单之后还有内容', 'there is more after the manifest');
			else if (entry.name === MANIFEST) manifest = Manifest.parse(JSON.parse(await readText(entry)));
			else await readPart(path, entry, tables);
			isFirst = false;
		}
		if (isFirst) throw cutOff(path);
	} catch (error) {
		throw describeReading(path, error);
	}
	if (!manifest) throw cutOff(path);
	compare(path, manifest, tables);
	return { manifest, sha256: await hashFile(path) };
}

async function readMarker(path: string, entry: BackupEntry): Promise<void> {
	if (entry.name !== MARKER) throw foreign(path);
	const { format, app } = Marker.parse(JSON.parse(await readText(entry)));
	if (format > BACKUP_FORMAT)
		throw backupFailure(
			`备份文件 ${path} 由较新的版本（${app}）写成，本版本读不了。请用新版本恢复。`,
			`The backup ${path} was written by a newer version (${app}) in a form this version cannot read. Restore it with that version.`
		);
}

async function readPart(path: string, entry: BackupEntry, tables: Map<string, TableSeen>): Promise<void> {
	const name = readPartName(entry.name);
	const seen = (name && tables.get(name.table)) ?? { parts: 0, rows: 0, bytes: 0, hash: createHash('sha256') };
	if (name?.part !== seen.parts + 1) {
		throw damaged(
			path,
			`内容“${entry.name.slice(0, 80)}”不在应有的位置`,
			`“${entry.name.slice(0, 80)}” is out of place`
		);
	}
	seen.parts++;
	for await (const piece of entry.body) {
		seen.hash.update(piece);
		seen.rows += countRows(piece);
		seen.bytes += piece.length;
	}
	tables.set(name.table, seen);
}

function compare(path: string, manifest: Manifest, tables: Map<string, TableSeen>): void {
	for (const { name, rows, bytes, sha256 } of manifest.tables) {
		const { rows: seenRows = 0, bytes: seenBytes = 0, hash = createHash('sha256') } = tables.get(name) ?? {};
		tables.delete(name);
		if (seenRows !== rows || seenBytes !== bytes || hash.digest('hex') !== sha256)
			throw damaged(path, `表 ${name} 的校验值不符`, `the checksum of table ${name} does not match`);
	}
	for (const name of tables.keys()) throw damaged(path, `清单里没有表 ${name}`, `table ${name} is not in the manifest`);
}

/** What zlib, the archive's form or JSON say of a bad file, in words. */
function describeReading(path: string, error: unknown): unknown {
	const { code, message, name } = error as NodeJS.ErrnoException;
	if (code === 'Z_BUF_ERROR' || message === 'Unexpected end of data') return cutOff(path, error);
	if (code?.startsWith('Z_')) return damaged(path, '压缩数据有误', 'its compressed data is wrong', error);
	if (['SyntaxError', 'ZodError', '$ZodError'].includes(name))
		return damaged(path, '清单无法读取', 'its manifest cannot be read', error);
	if (message === 'Invalid tar header. Maybe the tar is corrupted or it needs to be gunzipped?')
		return foreign(path, error);
	return error;
}

async function hashFile(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
	return hash.digest('hex');
}

/** The content of a table, as COPY text. */
export interface TableContent {
	table: string;
	content: AsyncIterable<Buffer>;
}

/** The tables of a backup that was verified, in their order; each content has to be read before the next comes. */
export async function* readTables(path: string): AsyncGenerator<TableContent> {
	const entries = readEntries(path);
	try {
		let { value: entry } = await entries.next();
		const tableOf = () => (entry ? (readPartName(entry.name)?.table ?? null) : null);
		while (entry) {
			const table = tableOf();
			const content = (async function* () {
				while (entry && tableOf() === table) {
					yield* entry.body;
					({ value: entry } = await entries.next());
				}
			})();
			if (table) yield { table, content };
			else for await (const piece of content) void piece;
		}
	} finally {
		await entries.return(undefined);
	}
}
