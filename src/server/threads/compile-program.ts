import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Compiled programs lie where they find the packages they import. */
const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/anlan/threads/', import.meta.url));

/** A module that looks for files beside it finds them where its source is. */
const ownAddress: Plugin = {
	name: 'own-address',
	setup(made) {
		made.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8');
			const address = JSON.stringify(pathToFileURL(path).href);
			return { loader: 'ts', contents: source.replaceAll('import.meta.url', address) };
		});
	}
};

const compiled = new Map<string, Promise<URL>>();

/**
 * Makes one JavaScript file of a thread's program, once in a process: a thread that had to load and translate each of
 * its modules by itself would take three times as long to begin, and keep a translator in memory.
 *
 * @param program address of its TypeScript
 * @returns what `new Worker` is given
 */
export function compileProgram(program: URL): Promise<URL> {
	const known = compiled.get(program.href);
	if (known) return known;
	const making = compile(program);
	compiled.set(program.href, making);
	// What went wrong this time, as with a full disk, need not the next.
	making.catch(() => compiled.delete(program.href));
	return making;
}

async function compile(program: URL): Promise<URL> {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(program)],
		bundle: true,
		write: false,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		packages: 'external',
		logLevel: 'silent',
		plugins: [ownAddress]
	});
	const { contents } = outputFiles[0]!;
	const path = join(FOLDER, `${createHash('sha256').update(contents).digest('hex').slice(0, 32)}.mjs`);
	await keep(path, contents);
	return pathToFileURL(path);
}

/** Writes a file that is named by its content, whole or not at all; other processes may be at the same. */
async function keep(path: string, contents: Uint8Array): Promise<void> {
	const present = await readFile(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
	if (present?.equals(contents)) return;
	await mkdir(FOLDER, { recursive: true });
	const unfinished = `${path}.${randomUUID()}`;
	await writeFile(unfinished, contents);
	await rename(unfinished, path);
}
