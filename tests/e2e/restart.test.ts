import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newId } from '#client/live/new-id.ts';
import { startServer, type ServerProcess } from '../server-process.ts';
import { command, observationsOf, openAs, ownShelter, closePages } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

let dataDir: string;
let server: ServerProcess;
const start = (settings: Record<string, string> = {}) =>
	startServer({ DATABASE_URL: '', ANLAN_DATA: dataDir, ANLAN_DEMO: '1', ...settings });

test.beforeAll(async () => {
	test.setTimeout(180_000);
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-e2e-restart-'));
	chmodSync(dataDir, 0o711);
	server = await start();
});

test.afterAll(async () => {
	await server.end('SIGTERM');
	rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

test('a server that was killed and started again: the desk says so, and catches up by itself', async ({ browser }) => {
	test.setTimeout(120_000);
	const baseURL = server.url;
	const desk = await openAs(browser, 'desk', '/desk', { baseURL });
	const point = await ownShelter(desk, baseURL);
	await desk.goto(`/desk?at=${point.id}`);
	const state = desk.getByRole('banner');
	await expect(state.getByText('实时', { exact: true })).toBeVisible();
	const opened = desk.getByRole('button', { name: '代报人数' });
	await opened.click();
	await desk.getByRole('dialog').getByLabel('现有人数').fill('12');

	await server.end('SIGKILL');
	await expect(state.getByText('未连接', { exact: true })).toBeVisible({ timeout: 20_000 });
	await expect(desk.getByText('未连接到服务器，页面上是')).toBeVisible();
	server = await start({ PORT: new URL(baseURL).port });

	// Another desk counts while this one is still on its way back.
	const other = await openAs(browser, 'desk', '/desk', { baseURL });
	const people = (point.people ?? 0) + 11;
	await command(
		other,
		'counts.submit',
		{ operationId: newId(), pointId: point.id, people, deviceTime: new Date().toISOString() },
		baseURL
	);
	await expect(state.getByText('实时', { exact: true })).toBeVisible({ timeout: 40_000 });
	await expect(desk.locator('.panel ol li').first()).toContainText(String(people));
	await expect(desk.getByRole('dialog').getByLabel('现有人数')).toHaveValue('12');
	const [newest] = await observationsOf(desk, point.id, baseURL);
	expect(newest).toMatchObject({ people });
});
