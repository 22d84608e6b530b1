import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startServer, type ServerProcess } from '../server-process.ts';

let dataDir: string;
const servers: ServerProcess[] = [];

/** A server on the data folder of this test, with an embedded database and without the demonstration. */
async function start(settings: Record<string, string> = {}): Promise<ServerProcess> {
	const server = await startServer({ DATABASE_URL: '', ANLAN_DATA: dataDir, ANLAN_DEMO: '0', ...settings });
	servers.push(server);
	return server;
}

async function refusalOf(settings: Record<string, string>): Promise<{ exitCode: number; message: string }> {
	const error: unknown = await start(settings).catch((reason: unknown) => reason);
	return error as { exitCode: number; message: string };
}

test.beforeAll(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-start-'));
	chmodSync(dataDir, 0o711);
});

test.afterEach(async () => {
	for (const server of servers.splice(0)) await server.end('SIGTERM');
});

test.afterAll(() => {
	rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

// A first start makes a database and a county's areas, so these share one and follow each other.
test.describe.serial('a server with a database of its own', () => {
	test.setTimeout(180_000);

	test('makes a first administrator once where the demonstration is not allowed', async () => {
		const open = { HOST: '0.0.0.0', ANLAN_DEMO: '' };
		const first = await start(open);
		expect(first.output()).toMatch(/admin {3}\S{12,}/);
		expect(first.output()).not.toContain('演示账号');
		await first.end('SIGTERM');
		expect((await start(open)).output()).not.toContain('首个管理员');
	});

	test('serves pages and its state, and stops in under three seconds', async ({ page }) => {
		const server = await start();
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
		await page.goto(server.url);
		const begun = performance.now();
		expect(await server.end('SIGINT')).toBe(0);
		expect(performance.now() - begun).toBeLessThan(3000);
	});

	test('serves again after kill -9, though its PostgreSQL was left behind', async () => {
		const killed = await start();
		expect(await killed.end('SIGKILL')).toBeNull();
		const next = await start();
		expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
	});

	test('refuses a second start on the same data folder, on another port and on the same', async () => {
		const first = await start();
		for (const PORT of ['0', new URL(first.url).port]) {
			const { exitCode, message } = await refusalOf({ PORT });
			expect(exitCode).toBe(3);
			expect(message).toContain(`进程 ${first.pid}`);
		}
		const elsewhere = await refusalOf({ ANLAN_DATA: join(dataDir, 'other'), PORT: new URL(first.url).port });
		expect(elsewhere.exitCode).toBe(1);
		expect(elsewhere.message).toContain('已被占用');
		expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
	});
});

test('names bad settings and what they should be', async () => {
	const { exitCode, message } = await refusalOf({ PORT: 'eighty', ANLAN_COUNTY: '43' });
	expect(exitCode).toBe(2);
	expect(message).toContain('Setting PORT=eighty is wrong: it should be a whole number from 0 to 65535');
	expect(message).toContain('设置 ANLAN_COUNTY=43 不对');
	expect(message).not.toContain('    at ');
});
