import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * `unit` needs nothing but Node; `db` runs against a real PostgreSQL, one database a test file; `sim` drives virtual
 * tablets against a real server, by seeds.
 */
export default defineConfig({
	test: {
		projects: [
			{
				plugins: [svelte()],
				test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node', testTimeout: 20_000 }
			},
			{
				test: {
					name: 'db',
					include: ['tests/db/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/db/global-setup.ts'],
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
