import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase, type Database } from '#server/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../harness.ts';
import { startChild, type ServerChild } from './server-child.ts';

/** Files in the folder, and kills at moments of chance while they are taken. */
const [FILES, KILLS] = [50, 2];
const PATIENCE = { timeout: 60_000, interval: 10 };

let database: TestDatabase;
let db: Database;
let place: string;
let folder: string;
let settings: Record<string, string>;
let child: ServerChild | null = null;

beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, { max: 2 });
	place = await mkdtemp(join(tmpdir(), 'anlan-folder-kill-'));
	folder = await mkdtemp(join(tmpdir(), 'anlan-cap-kill-'));
	settings = { DATABASE_URL: database.url, ANLAN_DATA: join(place, 'server'), ANLAN_CAP_FOLDER: folder };
});
afterAll(async () => {
	await child?.kill();
	await db.close();
	await database.drop();
	for (const one of [place, folder]) await rm(one, { recursive: true, force: true });
});

const cap = (identifier: string) =>
	`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier>
	<sender>qx@example.cn</sender><sent>2026-01-12T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType>
	<scope>Public</scope><info><language>zh-CN</language><category>Met</category><event>暴雪</event>
	<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><area><areaDesc>全县</areaDesc>
	<geocode><valueName>区划代码</valueName><value>430426000000</value></geocode></area></info></alert>`;
const put = (name: string) => writeFile(join(folder, `${name}.xml`), cap(name));
const lying = (under = '') =>
	readdirSync(join(folder, under))
		.filter((name) => name.endsWith('.xml'))
		.sort();
const names = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, at) => `${prefix}-${String(at).padStart(3, '0')}`);

/** How often each message stands in the books, in the audit trail and among the changes. */
async function taken() {
	const { prisma } = db;
	const warnings = await prisma.warning.findMany({ select: { id: true, identifier: true } });
	const entries = await prisma.auditEntry.findMany({ where: { verb: 'warning.take' }, select: { subjectId: true } });
	const changes = await prisma.changeLog.findMany({ where: { type: 'warning.taken' }, select: { payload: true } });
	return {
		messages: warnings.map(({ identifier }) => identifier).sort(),
		ids: warnings.map(({ id }) => id).sort(),
		audited: entries.map(({ subjectId }) => subjectId).sort(),
		told: changes.map(({ payload }) => (JSON.parse(payload) as { warning: { id: string } }).warning.id).sort()
	};
}

test('a server killed after it took a file and before it moved it: the next one knows the file, and moves it', async () => {
	const all = names('held', 3);
	for (const name of all) await put(name);
	child = await startChild(settings, [], 'holding');
	const held = await vi.waitFor(() => {
		const found = /^holding: (.+)\.xml$/m.exec(child!.output());
		if (!found) throw new Error('nothing is held yet');
		return found[1]!;
	}, PATIENCE);
	await child.kill();
	expect((await taken()).messages).toEqual([held]);
	expect(lying()).toEqual(all.map((name) => `${name}.xml`));

	child = await startChild(settings);
	await vi.waitFor(() => expect(lying('taken')).toEqual(all.map((name) => `${name}.xml`)), PATIENCE);
	expect(lying()).toEqual([]);
	const books = await taken();
	expect(books.messages).toEqual(all);
	expect([books.audited, books.told]).toEqual([books.ids, books.ids]);
	const known = child
		.output()
		.split('\n')
		.filter((line) => line.includes('"isNew":false'));
	expect(known.map((line) => (JSON.parse(line) as { fileName: string }).fileName)).toEqual([`${held}.xml`]);
	await child.kill();
});

test(`killed ${KILLS} times at moments of chance, it takes each of ${FILES} files once`, async () => {
	const before = (await taken()).messages;
	const all = names('storm', FILES);
	for (const name of all) await put(name);
	for (let kill = 1; kill <= KILLS; kill++) {
		child = await startChild(settings);
		const enough = before.length + (FILES / (KILLS + 1)) * kill * Math.random();
		await vi.waitFor(async () => expect(await db.prisma.warning.count()).toBeGreaterThan(enough), PATIENCE);
		await child.kill();
	}
	child = await startChild(settings);
	await vi.waitFor(() => expect(lying()).toEqual([]), PATIENCE);
	const books = await taken();
	expect(books.messages).toEqual([...before, ...all].sort());
	expect([books.audited, books.told]).toEqual([books.ids, books.ids]);
	expect(lying('taken')).toEqual(books.messages.map((name) => `${name}.xml`));
});
