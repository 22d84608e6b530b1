import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WarningFolderState } from '#domain/warnings/warning-folder.ts';
import { newId } from '#server/new-id.ts';
import { takeWarning } from '#server/warnings/take-warning.ts';
import { WarningFolder } from '#server/warnings/warning-folder.ts';
import { watchFolder } from '#server/warnings/watch-folder.ts';
import { systemAtDesk } from '#domain/access/system-actor.ts';
import { createDesk, COUNTY, TOWNSHIPS, type Desk } from '../../desk.ts';
import { runServer } from '../../running-server.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
	const square = '[[[112,26.7],[112.1,26.7],[112.1,26.8],[112,26.8],[112,26.7]]]';
	await desk.db.prisma.$executeRaw`
		INSERT INTO area_shape (code, geometry, source, is_schematic)
		VALUES (${TOWNSHIPS[0]}, ${`{"type":"Polygon","coordinates":${square}}`}::jsonb, 'test', true),
			(${TOWNSHIPS[1]}, ${`{"type":"Polygon","coordinates":${square.replaceAll('112', '113')}}`}::jsonb, 'test', true)`;
});
afterAll(() => desk.drop());

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'anlan-cap-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const log = { info: vi.fn(), warn: vi.fn() };
const fail = (error: unknown) => {
	throw error;
};
const watched = (over: { folder?: string; isFull?: () => boolean } = {}) =>
	watchFolder(desk.app, { folder, log: log as never, isFull: () => false, onError: fail, ...over });

/** Looks, each so many seconds after the one before. */
let clock = Date.parse('2026-01-12T00:00:00Z');
async function look(watch: WarningFolder, times = 1, seconds = 5): Promise<WarningFolderState> {
	for (let n = 0; n < times; n++) await watch.look(new Date((clock += seconds * 1000)));
	return watch.state;
}

const cap = (identifier: string, event = '暴雪') =>
	`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier>
	<sender>qx@example.cn</sender><sent>2026-01-12T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType>
	<scope>Public</scope><info><language>zh-CN</language><category>Met</category><event>${event}</event>
	<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><area><areaDesc>乡镇</areaDesc>
	<geocode><valueName>区划代码</valueName><value>${TOWNSHIPS[0]}000</value></geocode></area></info></alert>`;
const put = (name: string, content: string | Buffer) => writeFile(join(folder, name), content);
const lying = (under = '') => readdirSync(join(folder, under)).sort();
const note = (name: string) => readFileSync(join(folder, 'refused', `${name}.txt`), 'utf8');
const kept = (identifier: string) => desk.db.prisma.warning.findMany({ where: { identifier } });

test('a file that stands still is taken at the second look, moved, and told of as from the folder', async () => {
	const watch = watched();
	await put('大雪.xml', cap('f-1'));
	expect(await look(watch)).toMatchObject({ waiting: 1, taken: 0, trouble: null });
	expect(await kept('f-1')).toEqual([]);
	expect(await look(watch)).toMatchObject({ waiting: 0, taken: 1, refused: 0 });
	expect(lying()).toEqual(['refused', 'taken']);
	expect(lying('taken')).toEqual(['大雪.xml']);
	const [row] = await kept('f-1');
	expect(row).toMatchObject({
		cameBy: 'folder',
		fileName: '大雪.xml',
		accountName: 'system',
		areaCodes: [TOWNSHIPS[0]]
	});
	const trail = await desk.db.prisma.auditEntry.findMany({ where: { subjectId: row!.id } });
	expect(trail.map(({ verb, accountName }) => [verb, accountName])).toEqual([['warning.take', 'system']]);
	expect(await desk.changes()).toContainEqual({
		type: 'warning.taken',
		warning: { id: row!.id, areaCodes: [TOWNSHIPS[0]] }
	});
	const listed = await desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).warnings.list();
	expect(listed.find(({ id }) => id === row!.id)).toMatchObject({ cameBy: 'folder' });
});

test('a file still being written is left alone until it stands still, and is then taken whole', async () => {
	const watch = watched();
	const text = cap('f-slow');
	await put('slow.xml', text.slice(0, 200));
	await look(watch);
	for (const part of [text.slice(200, 300), text.slice(300, 500)]) {
		await appendFile(join(folder, 'slow.xml'), part);
		expect(await look(watch)).toMatchObject({ waiting: 1, taken: 0 });
	}
	// Its writer is held up: half a file stands still, and is not refused for it at once.
	expect(await look(watch, 3)).toMatchObject({ waiting: 1, refused: 0 });
	await appendFile(join(folder, 'slow.xml'), text.slice(500));
	expect(await look(watch, 2)).toMatchObject({ waiting: 0, taken: 1, refused: 0 });
	expect(await kept('f-slow')).toHaveLength(1);
});

test('what copying programs are still writing, hidden files and folders are not looked at', async () => {
	const watch = watched();
	for (const name of ['.hidden.xml', 'a.xml.part', 'b.tmp', 'c.xml~']) await put(name, cap(name));
	await mkdir(join(folder, 'inner'));
	expect(await look(watch, 3, 60)).toMatchObject({ waiting: 0, taken: 0, refused: 0 });
	await rename(join(folder, 'a.xml.part'), join(folder, 'a.xml'));
	expect(await look(watch, 2)).toMatchObject({ taken: 1 });
});

test('the same content again, under whatever name, is known; other content under its number is refused', async () => {
	const watch = watched();
	await put('one.xml', cap('f-2'));
	await look(watch, 2);
	await put('one.xml', cap('f-2'));
	await put('two.xml', cap('f-2'));
	await put('three.xml', cap('f-2', '寒潮'));
	await look(watch, 2);
	expect(await look(watch, 1, 60)).toMatchObject({ waiting: 0, refused: 1 });
	expect(await kept('f-2')).toHaveLength(1);
	expect(lying('taken')).toHaveLength(3);
	expect(note('three.xml')).toContain('内容与这份文件不同');
});

test('a kill between taking and moving takes it once: the next start knows it and moves it', async () => {
	await put('killed.xml', cap('f-kill'));
	let committedOnce = () => {};
	const isCommitted = new Promise<void>((done) => (committedOnce = done));
	const nothing = () => undefined;
	const dying = new WarningFolder({
		...{ folder, isFull: () => false, onTrouble: nothing, onTaken: nothing, onRefused: nothing, onError: nothing },
		take: async (file) => {
			const context = { actor: systemAtDesk(COUNTY), deviceId: null, requestId: newId(), now: new Date() };
			const given = { operationId: newId(), ...file, cameBy: 'folder' as const };
			await takeWarning(desk.app, context, given);
			committedOnce();
			return new Promise(() => undefined);
		}
	});
	await look(dying);
	void look(dying);
	await isCommitted;
	expect(lying()).toContain('killed.xml');

	expect(await look(watched(), 2)).toMatchObject({ waiting: 0, taken: 1 });
	expect(lying('taken')).toEqual(['killed.xml']);
	expect(await kept('f-kill')).toHaveLength(1);
	expect(await desk.db.prisma.auditEntry.count({ where: { after: { path: ['identifier'], equals: 'f-kill' } } })).toBe(
		1
	);
});

describe('what is no warning is refused, with a text beside it in both languages', () => {
	test.each([
		[
			'entities.xml',
			'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>',
			'不允许',
			'not allowed'
		],
		['pdf.xml', '%PDF-1.7', 'XML', 'XML'],
		['bytes.xml', Buffer.from([0x89, 0, 1, 0xff, 0xff]), '不是 XML 文本', 'no XML text'],
		['empty.xml', '', 'XML', 'XML'],
		['half.xml', cap('f-half').slice(0, 300), '不是规范的 XML', 'not well-formed'],
		['own.xml', cap('f-own').replace('qx@example.cn', `CN-${COUNTY}`), '不是从这里发布', 'not issued here']
	])('%s', async (name, content, zh, en) => {
		const watch = watched();
		await put(name, content);
		expect(await look(watch, 2)).toMatchObject({ waiting: 1, refused: 0 });
		const started = performance.now();
		const state = await look(watch, 1, 60);
		expect(performance.now() - started).toBeLessThan(2000);
		expect(state).toMatchObject({ waiting: 0, taken: 0, refused: 1, trouble: null });
		expect(state.lastRefused).toMatchObject({ fileName: name });
		expect(state.lastRefused!.why.zh).toContain(zh);
		expect(note(name)).toContain(zh);
		expect(note(name)).toContain(en);
		expect(note(name)).not.toContain('root:');
		expect(lying()).toEqual(['refused', 'taken']);
	});

	test('30 MB, without being read', async () => {
		const watch = watched();
		await put('big.xml', '');
		await truncate(join(folder, 'big.xml'), 30 * 1024 * 1024);
		const before = process.memoryUsage().arrayBuffers;
		await look(watch, 2);
		expect(await look(watch, 1, 60)).toMatchObject({ refused: 1 });
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
		expect(note('big.xml')).toContain('2 MB');
	});

	test('links, which are not followed, and what is no file at all', async () => {
		const outside = await mkdtemp(join(tmpdir(), 'anlan-cap-outside-'));
		await writeFile(join(outside, 'real.xml'), cap('f-link'));
		await symlink(join(outside, 'real.xml'), join(folder, 'link.xml'));
		const socket = createServer().listen(join(folder, 'socket.xml'));
		await once(socket, 'listening');
		const watch = watched();
		await look(watch, 2);
		expect(await look(watch, 1, 60)).toMatchObject({ waiting: 0, taken: 0, refused: 2 });
		expect(note('link.xml')).toContain('链接');
		expect(note('socket.xml')).toContain('不是普通文件');
		expect(existsSync(join(outside, 'real.xml'))).toBe(true);
		expect(await kept('f-link')).toEqual([]);
		socket.close();
		await rm(outside, { recursive: true });
	});
});

describe('a folder that cannot be worked on is said, and taken up when it can', () => {
	test('missing, then made', async () => {
		const inner = join(folder, 'later');
		const watch = watched({ folder: inner });
		log.warn.mockClear();
		expect((await look(watch, 3)).trouble?.zh).toContain('不存在');
		expect(log.warn).toHaveBeenCalledTimes(1);
		await mkdir(inner);
		await writeFile(join(inner, 'x.xml'), cap('f-later'));
		expect(await look(watch, 2)).toMatchObject({ trouble: null, taken: 1 });
	});

	test('a file in its place, and a link in the place of one of its folders', async () => {
		await put('taken', 'not a folder');
		expect((await look(watched())).trouble?.en).toMatch(/taken is not a folder/);
		await rm(join(folder, 'taken'));
		const outside = await mkdtemp(join(tmpdir(), 'anlan-cap-outside-'));
		await symlink(outside, join(folder, 'taken'));
		await put('x.xml', cap('f-aside'));
		const watch = watched();
		expect((await look(watch, 3)).trouble?.en).toMatch(/taken.*not a folder/);
		expect(readdirSync(outside)).toEqual([]);
		expect(await kept('f-aside')).toEqual([]);
		await rm(outside, { recursive: true });
	});

	test('a database that does not answer, or a full disk: files stay and are taken afterwards', async () => {
		let isFull = true;
		const watch = watched({ isFull: () => isFull });
		await put('x.xml', cap('f-full'));
		expect((await look(watch, 2)).trouble?.en).toContain('cannot save');
		expect(lying()).toContain('x.xml');
		isFull = false;
		expect(await look(watch)).toMatchObject({ trouble: null, taken: 1 });
	});
});

test('a whole server takes what lies in its folder, by itself; who may, sees how the folder stands', async () => {
	await put('served.xml', cap('f-served'));
	const server = await runServer({ settings: { ANLAN_CAP_FOLDER: folder } });
	try {
		const kept = () => server.app.db.prisma.warning.count({ where: { identifier: 'f-served', cameBy: 'folder' } });
		await vi.waitFor(async () => expect(await kept()).toBe(1), { timeout: 15_000, interval: 200 });
		const officer = await server.signIn('DESK', COUNTY);
		await vi.waitFor(async () => {
			const { data } = await server.call(officer, 'query', 'warnings.folder');
			expect(data).toMatchObject({ folder, taken: 1, waiting: 0, refused: 0, trouble: null });
		});
		expect(server.errors).toEqual([]);
	} finally {
		await server.stop();
	}
}, 30_000);

test('where no folder is watched, that is the answer', async () => {
	expect(await desk.as(desk.actorAs('DESK')).warnings.folder()).toBeNull();
});
