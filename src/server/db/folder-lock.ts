import { createHash } from 'node:crypto';
import { realpathSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held for as long as this process lives, or until released. */
export type FolderLock = { release(): Promise<void> };

/**
 * The socket that stands for a folder. Linux has names outside the file system and Windows has pipes, which both die
 * with their process; elsewhere it is a file, of which a dead one answers to nobody. The folder counts by its device
 * and inode, so that two paths to it are one.
 */
function socketName(folder: string): string {
	const real = realpathSync(folder);
	const { dev, ino } = statSync(real, { bigint: true });
	const key = process.platform === 'win32' ? real.toLowerCase() : `${dev}:${ino}`;
	const name = `anlan-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
	if (process.platform === 'linux') return `\0${name}`;
	return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(name: string): Promise<Server | null> {
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => {
			socket.on('error', () => socket.destroy());
			socket.end(String(process.pid));
		});
		server.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'EADDRINUSE' ? resolve(null) : reject(error)
		);
		server.listen(name, () => {
			server.unref();
			resolve(server);
		});
	});
}

function askHolder(name: string): Promise<number | null> {
	return new Promise((resolve) => {
		let answer = '';
		const socket = connect(name);
		socket.setTimeout(1000, () => socket.destroy());
		socket.on('data', (data) => (answer += data.toString()));
		socket.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(null);
		});
		socket.on('close', () => resolve(Number(answer) || 0));
	});
}

/** The process id that holds the lock of a folder (0 when it does not say), or null when nobody does. */
export const findLockHolder = (folder: string): Promise<number | null> => askHolder(socketName(folder));

/**
 * Takes the lock of a folder, which dies with the process however that ends. Returns the holder's process id instead
 * when another process has it (0 when that does not say its id).
 */
export async function lockFolder(folder: string): Promise<FolderLock | number> {
	const name = socketName(folder);
	for (;;) {
		const server = await listen(name);
		if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
		const holder = await askHolder(name);
		if (holder !== null) return holder;
		if (!name.startsWith('\0')) rmSync(name, { force: true });
	}
}
