import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyAudit } from '#server/audit/verify.ts';
import { Sessions } from '#server/auth/sessions.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { newId } from '#server/new-id.ts';
import { sealAuditEntries } from '#server/repositories/audit.ts';
import { changesAfter } from '#server/repositories/changes.ts';
import { insertPoints, readBooks } from '../server/counts/counting.ts';
import { areConsecutive } from '../server/realtime/log.ts';
import { Desk, findLostOrDoubled, Tablet } from './load.ts';
import { startChild, type ServerChild } from './server-child.ts';

/** How many kills in all; half of them hit the server, the others PostgreSQL or one of its processes. */
const KILLS = Number(process.env['ANLAN_KILLS'] ?? 10);

let dataDir: string;
let postgres: EmbeddedPostgres;
let db: Database;
let child: ServerChild;
let settings: Record<string, string>;
let cookie: string;
let points: string[];

/** A port that stays the same over the server's deaths, so that desks find it again. */
function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-kills-'));
	chmodSync(dataDir, 0o711);
	const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
	postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'database'), log: quiet });
	await migrate(postgres.url);
	db = openDatabase(postgres.url, { max: 4, onError: () => undefined });
	({ points } = await insertPoints(db, 12));
	const account = { id: newId(), username: 'desk', displayName: 'Desk', role: 'DESK', areaCode: '430426' };
	await db.prisma.account.create({ data: { ...account, passwordHash: 'none' } });
	const sessions = new Sessions(db, { isSecure: false, isDemoAllowed: true }, () => undefined);
	const open = { id: account.id, deviceId: null, userAgent: 'test' };
	cookie = (await db.prisma.$transaction((tx) => sessions.open(tx, open, new Date()))).cookie.split(';', 1)[0]!;
	const port = String(await freePort());
	settings = { DATABASE_URL: postgres.url, ANLAN_DATA: join(dataDir, 'server'), PORT: port, LOG_LEVEL: 'warn' };
	child = await startChild(settings);
});
afterAll(async () => {
	await child.kill();
	await db.close();
	await postgres.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

/** The process of a connection that writes for the server. */
async function backendPid(): Promise<number> {
	const { rows } = await db.pool.query<{ pid: number }>(
		`SELECT pid FROM pg_stat_activity WHERE application_name = 'anlan' AND pid <> pg_backend_pid() ORDER BY state_change DESC LIMIT 1`
	);
	return rows[0]?.pid ?? postgres.pid;
}

/** What the servers that were killed have printed. */
let printed = '';

async function killOnce(turn: number): Promise<void> {
	if (turn % 2 === 0) {
		await child.kill();
		printed += child.output();
		child = await startChild(settings);
	} else process.kill(turn % 4 === 1 ? postgres.pid : await backendPid(), 'SIGKILL');
}

test(
	`after ${KILLS} kills of the server and of PostgreSQL under load, every acknowledged count is there once`,
	async () => {
		const url = () => child.url;
		const tablets = Array.from({ length: 6 }, () => new Tablet({ url, cookie, points }).start());
		const desks = [new Desk(url, cookie), new Desk(url, cookie)];
		const acknowledged = () => tablets.flatMap((tablet) => tablet.acknowledged);
		await vi.waitFor(() => expect(acknowledged().length).toBeGreaterThan(20), { timeout: 20_000 });
		for (let turn = 0; turn < KILLS; turn++) {
			const before = acknowledged().length;
			await killOnce(turn);
			await vi.waitFor(() => expect(acknowledged().length).toBeGreaterThan(before + 12), {
				timeout: 30_000,
				interval: 20
			});
		}
		await Promise.all(tablets.map((tablet) => tablet.stop()));
		const unforeseen = (printed + child.output()).split('\n').filter((line) => line.includes('unexpected error'));
		expect(unforeseen).toEqual([]);
		expect(tablets.flatMap(({ refused }) => refused)).toEqual([]);

		const books = await readBooks(db);
		expect(await findLostOrDoubled(db, acknowledged())).toEqual([]);
		expect(books.totals).toEqual(books.sums);
		expect(books.wrongFigures).toBe(0);
		const { operations, observations, entries, changes } = books.written;
		expect([observations, entries, changes]).toEqual([operations, operations, operations]);
		expect(operations).toBeGreaterThanOrEqual(acknowledged().length);

		await sealAuditEntries(db.pool);
		expect(await verifyAudit(db.pool)).toMatchObject({ findings: [], waiting: 0, entries });
		await vi.waitFor(async () => expect((await changesAfter(db.pool, 0, changes + 1)).length).toBe(changes), {
			timeout: 5_000
		});
		const log = await changesAfter(db.pool, 0, changes + 1);
		expect(areConsecutive(log, 0)).toBe(true);
		for (const desk of desks) {
			await vi.waitFor(
				() => {
					desk.refresh();
					expect(desk.seq).toBe(log.length);
				},
				{ timeout: 20_000, interval: 200 }
			);
			desk.stop();
			expect(desk.snapshots).toBe(1);
			expect(desk.taken).toEqual(log.slice(desk.from).map(({ numbered }) => numbered));
		}
		process.stdout.write(`${KILLS} kills, ${acknowledged().length} counts acknowledged, ${operations} written\n`);
	},
	60_000 + KILLS * 10_000
);
