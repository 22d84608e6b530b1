import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newId } from '#client/live/new-id.ts';
import { startServer, type ServerProcess } from '../server-process.ts';
import { closePages, command, openAs } from './acting.ts';
import { checkIn, registerFamily } from './families.ts';
import { checkAccessibility } from './inspect.ts';

// A server of its own: an event is closed here.
let dataDir: string;
let server: ServerProcess;
const sharedUrl = process.env['ANLAN_E2E_URL'];

test.beforeAll(async () => {
	test.setTimeout(240_000);
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-e2e-archive-'));
	chmodSync(dataDir, 0o711);
	server = await startServer({ DATABASE_URL: '', ANLAN_DATA: dataDir, ANLAN_DEMO: '1' });
	process.env['ANLAN_E2E_URL'] = server.url;
});

test.afterAll(async ({ browser }) => {
	await closePages(browser);
	// The other files of this worker use the server that they share.
	process.env['ANLAN_E2E_URL'] = sharedUrl;
	await server.end('SIGTERM');
	rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

test('the desk exports the people of a closed event with a reason, and puts off their anonymising', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const desk = await openAs(browser, 'desk', '/events', { baseURL: server.url });
	const act = <T>(procedure: string, input: object) => command<T>(desk, procedure, { operationId: newId(), ...input });
	const { event } = await act<{ event: { id: string; version: number } }>('events.open', {
		name: '归档演练',
		kind: 'flood',
		startedAt: '2026-01-12T00:00:00Z',
		areaCodes: ['430426104'],
		phase: 'response',
		level: 4,
		reason: '会商',
		evidence: ''
	});
	const { shelter } = await act<{ shelter: { id: string } }>('shelters.register', {
		name: '归档小学',
		kind: 'school',
		areaCode: '430426104',
		lng: 112.1,
		lat: 26.8,
		floorAreaM2: '350',
		capacityOverride: null
	});
	const opened = await act<{ point: { id: string } }>('shelters.open', { eventId: event.id, shelterId: shelter.id });
	const pointId = opened.point.id;
	const { personIds } = await registerFamily(desk, '430426104', ['归档甲', '归档乙']);
	await checkIn(desk, pointId, personIds);
	const deviceTime = new Date().toISOString();
	await act('stays.checkOut', { pointId, personIds, deviceTime, destination: 'home' });
	await act('counts.submit', { pointId, people: 0, deviceTime: new Date().toISOString() });
	await act('shelters.close', { pointId, reason: '返家' });
	await act('events.close', { eventId: event.id, version: event.version, reason: '结案' });

	await desk.goto('/archive');
	const card = desk.getByRole('article', { name: '归档演练' });
	await expect(card).toContainText('还有 180 天');
	await expect(card).toContainText('未导出');
	await card.getByRole('button', { name: '导出存档' }).click();
	const dialog = desk.getByRole('dialog');
	await expect(dialog.getByRole('button', { name: '导出存档' })).toBeDisabled();
	await dialog.getByLabel('原因').fill('移交县档案馆');
	const download = desk.waitForEvent('download');
	await dialog.getByRole('button', { name: '导出存档' }).click();
	expect((await download).suggestedFilename()).toMatch(/^归档演练-人员存档-.*\.xlsx$/);
	await expect(card).toContainText('，2 人');

	await card.getByRole('button', { name: '缓期匿名' }).click();
	await dialog.getByLabel('截止日').fill('2199-12-31');
	await dialog.getByLabel('原因').fill('诉讼未结');
	await checkAccessibility(desk);
	await dialog.getByRole('button', { name: '缓期匿名' }).click();
	await expect(card).toContainText('已缓期');
	await expect(card).toContainText('诉讼未结');
	await card.getByRole('button', { name: '解除缓期' }).click();
	await dialog.getByLabel('原因').fill('诉讼已结');
	await dialog.getByRole('button', { name: '解除缓期' }).click();
	await expect(card).toContainText('还有 180 天');

	const auditor = await openAs(browser, 'auditor', '/archive', { baseURL: server.url });
	await expect(auditor.getByRole('article', { name: '归档演练' })).toBeVisible();
	await expect(auditor.getByRole('button', { name: '再次导出' })).toHaveCount(0);
});
