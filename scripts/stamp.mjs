import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The path of something in the clone. */
export const inRoot = (...parts) => join(root, ...parts);

function* filesBelow(path, skip) {
	if (skip.includes(path) || !existsSync(inRoot(path))) return;
	if (!statSync(inRoot(path)).isDirectory()) {
		yield path;
		return;
	}
	for (const name of readdirSync(inRoot(path)).sort()) yield* filesBelow(`${path}/${name}`, skip);
}

/** SHA-256 over the names and contents of files and folders of the clone, leaving out the paths in `skip`. */
export function hashSources(paths, skip = []) {
	const hash = createHash('sha256');
	for (const path of paths) {
		for (const file of filesBelow(path, skip)) {
			hash
				.update(`${file}\0`)
				.update(readFileSync(inRoot(file)))
				.update('\0');
		}
	}
	return hash.digest('hex');
}

/** Whether the stamp at this path holds this hash. */
export const isStamped = (path, hash) => existsSync(inRoot(path)) && readFileSync(inRoot(path), 'utf8').trim() === hash;

/** Leaves a hash at a path, as the last act of the step that made what lies beside it. */
export function stamp(path, hash) {
	mkdirSync(dirname(inRoot(path)), { recursive: true });
	writeFileSync(inRoot(path), `${hash}\n`);
}
