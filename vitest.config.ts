import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What a test file has that wants modules loaded for it alone: it puts others in their place, or loads them again. */
const wantsItsOwn = /\bvi\.(mock|doMock|resetModules|stubGlobal)\(/;

const unitTests = readdirSync('tests/unit', { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.test.ts'))
	.map((name) => join('tests/unit', name).replaceAll('\\', '/'));
const alone = unitTests.filter((name) => wantsItsOwn.test(readFileSync(name, 'utf8')));

/**
 * `unit` needs nothing but Node; `db` runs against a real PostgreSQL, one database a test file; `sim` drives virtual
 * tablets against a real server, by seeds. Loading the product costs more than most tests: the files of `unit` and `db`
 * share what a worker has loaded, but for the few unit tests that want modules of their own.
 */
export default defineConfig({
	test: {
		projects: [
			{
				plugins: [svelte()],
				test: {
					name: 'unit',
					include: ['tests/unit/**/*.test.ts'],
					exclude: alone,
					environment: 'node',
					isolate: false,
					testTimeout: 20_000
				}
			},
			{
				plugins: [svelte()],
				test: { name: 'unit-alone', include: alone, environment: 'node', testTimeout: 20_000 }
			},
			{
				test: {
					name: 'db',
					include: ['tests/db/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/db/global-setup.ts'],
					isolate: false,
					testTimeout: 180_000,
					hookTimeout: 240_000,
					maxWorkers: 2
				}
			},
			{
				test: {
					name: 'sim',
					include: ['tests/sim/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/db/global-setup.ts'],
					hookTimeout: 120_000,
					maxConcurrency: 2
				}
			}
		]
	}
});
