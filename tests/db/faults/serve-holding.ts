import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';

/** A server that stops dead when it is to move a file of the watched folder aside, says so, and waits to be killed. */
const rename = files.rename;
files.rename = async (from, to) => {
	if (basename(dirname(String(to))) !== 'taken') return rename(from, to);
	process.stdout.write(`holding: ${basename(String(from))}\n`);
	return new Promise(() => undefined);
};
syncBuiltinESMExports();
await import('./serve.ts');
