import { constants, type Stats } from 'node:fs';
import { access, lstat, mkdir, open, opendir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CAP_BYTES } from '#domain/warnings/take-warning.ts';
import { newId } from '../new-id.ts';

/** Where files go that were dealt with. */
export const ASIDE = ['taken', 'refused'] as const;
export type Aside = (typeof ASIDE)[number];

/** A file as it lies in the folder. */
export interface LyingFile {
	name: string;
	/** `other`: a pipe, a device, a socket. */
	kind: 'file' | 'link' | 'other';
	size: number;
	/** The same as long as the file is. */
	mark: string;
}

/** One of the folders for what was dealt with is none. */
export class NoFolderThere extends Error {
	readonly code = 'ENOTDIR';
	readonly folder: string;

	constructor(folder: string) {
		super(`${folder} is not a folder`);
		this.folder = folder;
	}
}

/** Entries that are looked at in one look; the rest waits for the next. */
const MOST = 1000;
/** What copying programs call a file that they are still writing, and what is hidden. */
const UNFINISHED = /^\.|\.(part|partial|tmp|filepart|crdownload)$|~$/i;
/** Bytes of a name; what is added to it must still fit into the 255 of a file system. */
const NAME_BYTES = 180;

/**
 * Sees to it that files can be moved out of a folder.
 *
 * @throws the system's error where it is missing or not to be written, `NoFolderThere`
 */
export async function readyFolder(folder: string): Promise<void> {
	await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
	if (!(await stat(folder)).isDirectory()) throw new NoFolderThere(folder);
	for (const name of ASIDE) {
		const aside = join(folder, name);
		await makeFolder(aside);
		if (!(await lstat(aside)).isDirectory()) throw new NoFolderThere(aside);
	}
}

async function makeFolder(path: string): Promise<void> {
	try {
		await mkdir(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

/** The files in a folder, without its folders and without what is still being written; links are not followed. */
export async function listFiles(folder: string): Promise<LyingFile[]> {
	const found: LyingFile[] = [];
	for await (const entry of await opendir(folder)) {
		if (entry.isDirectory() || UNFINISHED.test(entry.name)) continue;
		const stats = await lstatOrNull(join(folder, entry.name));
		if (!stats || stats.isDirectory()) continue;
		const kind = stats.isFile() ? 'file' : stats.isSymbolicLink() ? 'link' : 'other';
		found.push({ name: entry.name, kind, size: stats.size, mark: markOf(stats) });
		if (found.length === MOST) break;
	}
	return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The bytes of a file that is no larger than a CAP file may be.
 *
 * @returns null when it is not the file any more that it was, or was written meanwhile
 */
export async function readFile(folder: string, { name, mark }: LyingFile): Promise<Uint8Array | null> {
	const file = await openOrNull(join(folder, name));
	if (!file) return null;
	try {
		const isSame = async () => markOf(await file.stat()) === mark;
		if (!(await isSame())) return null;
		const buffer = Buffer.alloc(CAP_BYTES + 1);
		let length = 0;
		for (let read = -1; read !== 0 && length < buffer.length; length += read)
			({ bytesRead: read } = await file.read(buffer, length, buffer.length - length));
		return length <= CAP_BYTES && (await isSame()) ? buffer.subarray(0, length) : null;
	} finally {
		await file.close();
	}
}

/** Moves a file aside, never over another. With `note`, a text of it is put beside the file first. */
export async function moveAside(folder: string, name: string, into: Aside, note?: string): Promise<void> {
	const place = await freePlace(join(folder, into), name);
	if (note !== undefined) await writeFile(`${place}.txt`, note);
	await rename(join(folder, name), place);
}

/** How many files lie in `refused`, each with its note. */
export async function countRefused(folder: string): Promise<number> {
	const names = new Set(await readdir(join(folder, 'refused')));
	return [...names].filter((name) => names.has(`${name}.txt`)).length;
}

/** Whether an error says that something is not there (any more). */
export function isMissing(error: unknown): boolean {
	return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function markOf({ dev, ino, size, mtimeMs }: Stats): string {
	return `${dev}:${ino}:${size}:${mtimeMs}`;
}

async function lstatOrNull(path: string): Promise<Stats | null> {
	try {
		return await lstat(path);
	} catch (error) {
		if (isMissing(error)) return null;
		throw error;
	}
}

/** Opened without following a link, and without waiting for the other end of a pipe; null when it is gone or a link. */
async function openOrNull(path: string) {
	try {
		return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	} catch (error) {
		if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ELOOP') return null;
		throw error;
	}
}

async function freePlace(folder: string, name: string): Promise<string> {
	const extension = extname(name).slice(0, 12);
	const isLong = Buffer.byteLength(name) > NAME_BYTES;
	const stem = isLong ? name.slice(0, NAME_BYTES / 4) : name.slice(0, name.length - extname(name).length);
	const wished = join(folder, isLong ? `${stem}${extension}` : name);
	const isFree = !(await lstatOrNull(wished)) && !(await lstatOrNull(`${wished}.txt`));
	return isFree ? wished : join(folder, `${stem}~${newId()}${extension}`);
}
