import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { projectRoot } from '#server/config.ts';

const entry = fileURLToPath(new URL('server-process.ts', import.meta.url));

/** The server process in one file of JavaScript, read in a fraction of the time that its sources take. */
export interface ServerBundle {
	script: string;
	remove(): void;
}

/** Bundles `server-process.ts`. The folder is as deep in the project as the sources of the server lie. */
export async function bundleServer(): Promise<ServerBundle> {
	const folder = mkdtempSync(join(projectRoot, 'node_modules', '.anlan-sim-'));
	await build({
		root: projectRoot,
		configFile: false,
		publicDir: false,
		logLevel: 'warn',
		ssr: { external: true },
		build: { ssr: entry, outDir: folder, target: 'node20', minify: false, reportCompressedSize: false }
	});
	return {
		script: join(folder, 'server-process.js'),
		remove: () => rmSync(folder, { recursive: true, force: true })
	};
}
