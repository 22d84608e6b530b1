import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileProgram } from '#server/threads/compile-program.ts';

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'anlan-threads-'));
	mkdirSync(join(folder, 'src'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function programOf(name: string, source: string): URL {
	const path = join(folder, 'src', `${name}.ts`);
	writeFileSync(path, source);
	return pathToFileURL(path);
}

async function say(program: URL): Promise<unknown> {
	const worker = new Worker(await compileProgram(program), { execArgv: [], workerData: { greeting: '安澜' } });
	try {
		return await new Promise((resolve, reject) => {
			worker.once('message', resolve);
			worker.once('error', reject);
		});
	} finally {
		await worker.terminate();
	}
}

test('a program of several modules runs with its packages and its data, each module at its own address', async () => {
	programOf('beside', `export const address: string = import.meta.url;\nexport interface Gone { a: 1 }`);
	const program = programOf(
		'whole',
		`import { parentPort, workerData } from 'node:worker_threads';
		import Papa from 'papaparse';
		import { address, type Gone } from './beside.ts';
		const rows: string[][] = Papa.parse<string[]>('一,二').data;
		const { greeting } = workerData as { greeting: string };
		await Promise.resolve();
		parentPort?.postMessage({ rows, greeting, address, own: import.meta.url } satisfies Omit<Record<string, unknown>, keyof Gone>);`
	);
	expect(await say(program)).toEqual({
		rows: [['一', '二']],
		greeting: '安澜',
		address: new URL('./beside.ts', program).href,
		own: program.href
	});
});

test('a program is compiled once in a process, however many ask for it at once', async () => {
	const program = programOf('once', 'export {};');
	const addresses = await Promise.all([compileProgram(program), compileProgram(program)]);
	writeFileSync(fileURLToPath(program), 'export const changed = true;\nglobalThis.name = String(changed);');
	expect(new Set([...addresses, await compileProgram(program)].map(({ href }) => href)).size).toBe(1);
});

test('what could not be compiled is tried again, and what was written half is written anew', async () => {
	const program = programOf('mended', 'const x = ;');
	await expect(compileProgram(program)).rejects.toThrow();
	writeFileSync(
		fileURLToPath(program),
		`import { parentPort } from 'node:worker_threads';\nparentPort?.postMessage('mended');`
	);
	const address = await compileProgram(program);
	writeFileSync(fileURLToPath(address), 'import {');
	const copy = programOf(
		'copy',
		`import { parentPort } from 'node:worker_threads';\nparentPort?.postMessage('mended');`
	);
	expect(await say(copy)).toBe('mended');
});
