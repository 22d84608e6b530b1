import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '#server/jobs/demo/load-demo.ts';
import { resetDemo } from '#server/jobs/demo/reset-demo.ts';
import { cleanReplays, playDemo, ReplayImpossible } from '#server/jobs/replay/play-demo.ts';
import { REPLAY_NAME } from '#server/jobs/replay/replay-desk.ts';
import { REPLAY_MINUTES } from '#server/jobs/replay/replay-script.ts';
import { openDatabase } from '#server/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../../harness.ts';
import { runServer, type RunningServer } from '../../../running-server.ts';

let database: TestDatabase;
let server: RunningServer;
const quick = { speed: 1_000_000, untilMinutes: REPLAY_MINUTES };

beforeAll(async () => {
	database = await createTestDatabase();
	server = await runServer({ databaseUrl: database.url });
	await loadDemo(server.app);
});

afterAll(async () => {
	await server.stop();
	await database.drop();
});

const openReplays = () =>
	server.app.db.prisma.event.findMany({
		where: { name: { startsWith: REPLAY_NAME }, closedAt: null },
		include: { points: true, steps: true }
	});

async function mainTotal(): Promise<number> {
	const { rows } = await server.app.db.pool.query<{ people: number }>(
		`SELECT sum(t.sheltered + t.dispersed)::int AS people FROM township_total t JOIN event e ON e.id = t.event_id
		WHERE NOT starts_with(e.name, $1)`,
		[REPLAY_NAME]
	);
	return rows[0]?.people ?? 0;
}

describe('demo play', { timeout: 180_000 }, () => {
	it('brings the desk to life over the public interface, and cleans up after itself', async () => {
		const told: string[] = [];
		const done = await playDemo({
			...quick,
			url: server.url,
			say: (_, zh) => told.push(zh),
			signal: new AbortController().signal
		});
		expect(done).toBeGreaterThan(400);
		expect(told.filter((line) => line.startsWith('跳过一步'))).toEqual([]);
		const [event, ...others] = await openReplays();
		expect(others).toEqual([]);
		expect(event).toMatchObject({ phase: 'transition', level: 2 });
		const shelters = event!.points.filter(({ kind }) => kind === 'shelter');
		expect(shelters).toHaveLength(12);
		expect(shelters.every(({ people }) => (people ?? 0) > 20)).toBe(true);
		expect(event!.points.filter(({ people }) => people === null)).toEqual([]);
		const { rows } = await server.app.db.pool.query<{ kind: string; count: number }>(
			'SELECT o.kind, count(*)::int FROM count_observation o JOIN count_point p ON p.id = o.point_id WHERE p.event_id = $1 GROUP BY 1',
			[event!.id]
		);
		expect(rows.find(({ kind }) => kind === 'settlement')?.count).toBe(1);
		expect(await mainTotal()).toBe(28_500);

		expect(await cleanReplays(server.url)).toBe(1);
		expect(await openReplays()).toEqual([]);
		expect(await server.app.db.prisma.countPoint.count({ where: { kind: 'shelter', closedAt: null } })).toBe(28);
		expect(await mainTotal()).toBe(28_500);
		expect(server.errors).toEqual([]);
	});

	it('shows a shelter silent whose only word was late', async () => {
		const signal = new AbortController().signal;
		await playDemo({ ...quick, untilMinutes: 18 * 60, url: server.url, say: () => undefined, signal });
		const [event] = await openReplays();
		const silent = event!.points.filter(
			({ kind, lastWordAt }) => kind === 'shelter' && lastWordAt && Date.now() - lastWordAt.getTime() > 4 * 3_600_000
		);
		expect(silent).toHaveLength(1);
		await cleanReplays(server.url);
	});

	it('stops when told to, and leaves what it opened to be cleaned', async () => {
		const stop = new AbortController();
		const playing = playDemo({
			url: server.url,
			speed: 60,
			untilMinutes: REPLAY_MINUTES,
			say: () => stop.abort(),
			signal: stop.signal
		});
		expect(await playing).toBe(0);
		expect(await openReplays()).toHaveLength(1);
		expect(await cleanReplays(server.url)).toBe(1);
		expect(await cleanReplays(server.url)).toBe(0);
	});

	it('says so when no shelter is free', async () => {
		await server.app.db.prisma.shelter.updateMany({
			where: { points: { none: { kind: 'shelter', closedAt: null } } },
			data: { retiredAt: new Date() }
		});
		const signal = new AbortController().signal;
		await expect(playDemo({ ...quick, url: server.url, say: () => undefined, signal })).rejects.toBeInstanceOf(
			ReplayImpossible
		);
	});
});

describe('demo reset', () => {
	it('empties a demonstration only, and only while no server uses it', async () => {
		await expect(resetDemo(server.app.db.pool)).rejects.toThrow(/server is using/);
		await server.stop();
		const db = openDatabase(database.url);
		try {
			const { rows: before } = await db.pool.query<{ seq: number }>('SELECT max(last_seq) AS seq FROM feed_batch');
			await resetDemo(db.pool);
			expect(await db.prisma.account.count()).toBe(0);
			expect(await db.prisma.area.count()).toBeGreaterThan(390);
			const { rows: after } = await db.pool.query<{ seq: number }>('SELECT max(last_seq) AS seq FROM feed_batch');
			expect(after).toEqual(before);
			await expect(resetDemo(db.pool)).rejects.toThrow(/no demonstration/);
		} finally {
			await db.close();
		}
		server = await runServer({ databaseUrl: database.url });
		expect(await loadDemo(server.app)).toBe(true);
		expect(await mainTotal()).toBe(28_500);
	});
});
