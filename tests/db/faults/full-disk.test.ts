import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { verifyAudit } from '#server/audit/verify.ts';
import { Sessions } from '#server/auth/sessions.ts';
import { findCluster } from '#server/db/data-directory.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';
import { sealAuditEntries } from '#server/repositories/audit.ts';
import { insertPoints, readBooks } from '../server/counts/counting.ts';
import { callProcedure, COUNTY, runServer } from '../running-server.ts';
import { findLostOrDoubled, Tablet } from './load.ts';
import { startChild, type ServerChild } from './server-child.ts';

const MB = 1_048_576;
/** Starts a program with a small disk of its own at `$0`, which goes when the program ends. */
const ON_SMALL_DISK = [
	'unshare',
	'--mount',
	'sh',
	'-c',
	'mount -t tmpfs -o size=420m,mode=711 tmpfs "$0" && exec "$@"'
];

function canMakeSmallDisk(): boolean {
	const folder = mkdtempSync(join(tmpdir(), 'anlan-disk-'));
	const [program, ...args] = [...ON_SMALL_DISK, folder, 'true'];
	const { status } = spawnSync(program, args, { stdio: 'ignore' });
	rmSync(folder, { recursive: true });
	return status === 0;
}

test('a PostgreSQL that says its disk is full: counts and commands are refused as such, and taken again after', async () => {
	const server = await runServer();
	const { points } = await insertPoints(server.app.db, 3);
	const desk = await server.signIn('DESK', COUNTY);
	const submit = () =>
		server.call(desk, 'mutation', 'counts.submit', {
			operationId: newId(),
			pointId: points[0],
			people: 4,
			deviceTime: new Date().toISOString()
		});
	const open = () =>
		server.call(desk, 'mutation', 'events.open', {
			operationId: newId(),
			name: '事件',
			kind: 'flood',
			startedAt: '2026-01-12T00:00:00Z',
			areaCodes: ['430426104'],
			phase: 'response',
			level: null,
			reason: '会商'
		});
	await server.app.db.pool.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
		$$ BEGIN RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100'; END $$`);
	await server.app.db.pool.query(
		'CREATE TRIGGER full_disk BEFORE INSERT ON operation FOR EACH STATEMENT EXECUTE FUNCTION full_disk()'
	);
	for (const answer of [await submit(), await open(), await submit()])
		expect([answer.status, answer.problem?.code]).toEqual([503, 'diskFull']);
	expect((await server.call(desk, 'query', 'live.snapshot')).status).toBe(200);
	await server.app.db.pool.query('DROP TRIGGER full_disk ON operation');
	expect([(await submit()).status, (await open()).status]).toEqual([200, 200]);
	expect(server.errors).toEqual([]);
	await server.stop();
});

if (canMakeSmallDisk()) {
	describe('a disk that really fills up under load', () => {
		let folder: string;
		let child: ServerChild;
		let db: Database;
		let cookie: string;
		let points: string[];
		/** The small disk as the server sees it. */
		let seen: string;

		beforeAll(async () => {
			folder = mkdtempSync(join(tmpdir(), 'anlan-full-'));
			child = await startChild({ ANLAN_DATA: folder, LOG_LEVEL: 'warn' }, [...ON_SMALL_DISK, folder]);
			seen = `/proc/${child.process.pid}/root${folder}`;
			db = openDatabase(child.databaseUrl, { max: 3 });
			({ points } = await insertPoints(db, 12));
			const id = newId();
			const account = { id, username: 'd', displayName: 'D', role: 'DESK', areaCode: COUNTY, passwordHash: 'none' };
			await db.prisma.account.create({ data: account });
			const sessions = new Sessions(db, { isSecure: false, isDemoAllowed: true }, () => undefined);
			const open = { id, deviceId: null, userAgent: 'test' };
			cookie = (await db.prisma.$transaction((tx) => sessions.open(tx, open, new Date()))).cookie.split(';', 1)[0]!;
		});
		afterAll(async () => {
			await db.close();
			child.process.kill('SIGTERM');
			await child.kill();
			rmSync(folder, { recursive: true });
		});

		const ready = async () => (await fetch(`${child.url}/readyz`)).json() as Promise<{ canSave: boolean }>;

		/** Fills the disk but for so many bytes. */
		function fillUpTo(free: number): void {
			const { bavail, bsize } = statfsSync(seen);
			writeFileSync(join(seen, `filler-${newId()}`), Buffer.alloc(Math.max(0, bavail * bsize - free)));
		}

		test('saving stops before PostgreSQL meets the end, reading goes on, and all is whole when there is room again', async () => {
			const url = () => child.url;
			const tablets = Array.from({ length: 4 }, () => new Tablet({ url, cookie, points }).start());
			const acknowledged = () => tablets.flatMap((tablet) => tablet.acknowledged);
			await vi.waitFor(() => expect(acknowledged().length).toBeGreaterThan(50), { timeout: 30_000 });
			expect(await ready()).toMatchObject({ canSave: true });

			fillUpTo(100 * MB);
			await vi.waitFor(async () => expect(await ready()).toMatchObject({ canSave: false }), { timeout: 5_000 });
			await vi.waitFor(() => expect(tablets.every(({ refused }) => refused.length > 0)).toBe(true), { timeout: 5_000 });
			fillUpTo(1 * MB);
			const before = acknowledged().length;
			for (let turn = 0; turn < 20; turn++) {
				expect((await callProcedure(child.url, cookie, 'query', 'live.snapshot')).status).toBe(200);
				expect((await callProcedure(child.url, cookie, 'query', 'events.list', {})).status).toBe(200);
			}
			expect(acknowledged().length).toBe(before);

			for (const name of readdirSync(seen)) if (name.startsWith('filler-')) rmSync(join(seen, name));
			await vi.waitFor(() => expect(acknowledged().length).toBeGreaterThan(before + 50), { timeout: 20_000 });
			await Promise.all(tablets.map((tablet) => tablet.stop()));
			expect(new Set(tablets.flatMap(({ refused }) => refused))).toEqual(new Set(['503 diskFull']));

			expect(await findLostOrDoubled(db, acknowledged())).toEqual([]);
			const { totals, sums, wrongFigures } = await readBooks(db);
			expect([totals, wrongFigures]).toEqual([sums, 0]);
			await sealAuditEntries(db.pool);
			expect((await verifyAudit(db.pool)).findings).toEqual([]);
			const logs = join(findCluster(seen)!, 'log');
			for (const name of readdirSync(logs))
				expect(readFileSync(join(logs, name), 'utf8')).not.toMatch(/PANIC|No space left/);
		}, 120_000);
	});
} else {
	test('no small disk can be made by this user, so only what PostgreSQL says of a full one was tried', () => {
		console.warn('tests/db/faults/full-disk.test.ts: a disk that really fills up needs the right to mount one');
	});
}
