import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SinceAnswer } from '#domain/changes/message.ts';
import { newId } from '#server/new-id.ts';
import { createTestDatabase, type TestDatabase } from '../harness.ts';
import { World } from '../matrix/world.ts';
import { COUNTY, runServer, type RunningServer } from '../running-server.ts';

let database: TestDatabase;
let one: RunningServer;
let two: RunningServer;

beforeAll(async () => {
	database = await createTestDatabase();
	one = await runServer({ databaseUrl: database.url });
	two = await runServer({ databaseUrl: database.url, dataDir: one.dataDir });
});
afterAll(async () => {
	await Promise.all([one.stop(), two.stop()]);
	await database.drop();
});

/** Ends the connections that hear of news; they come back by themselves after a while. */
async function deafen(): Promise<void> {
	await one.app.db.pool.query(
		`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anlan-listen'`
	);
}

test('what is done on one server is told on the other, under the same numbers', async () => {
	const leader = await one.signIn('LEADER', COUNTY);
	const [here, there] = [await one.listen(leader), await two.listen(leader)];
	const points = await Promise.all([new World(one).disputedPoint(), new World(two).disputedPoint()]);
	await one.app.feed.settled();
	const upto = one.app.feed.seq;
	await vi.waitFor(
		() => {
			expect(here.changes().at(-1)?.seq).toBe(upto);
			expect(there.changes().at(-1)?.seq).toBe(upto);
		},
		{ timeout: 6_000 }
	);
	expect(there.changes()).toEqual(here.changes());
	for (const { id } of points) expect(JSON.stringify(there.told)).toContain(id);
});

test('a session revoked on one server loses its socket on the other at once', async () => {
	const [user, admin] = [await one.signIn('TOWNSHIP', COUNTY), await one.signIn('ADMIN', COUNTY)];
	const { socket } = await two.listen(user);
	const closed = new Promise((resolve) => socket.on('disconnect', resolve));
	const asked = performance.now();
	const command = { operationId: newId(), accountId: user.actor.accountId };
	expect((await one.call(admin, 'mutation', 'accounts.revokeSessions', command)).status).toBe(200);
	await closed;
	expect(performance.now() - asked).toBeLessThan(5_000);
	expect((await two.call(user, 'query', 'events.list', {})).status).toBe(401);
	await expect(two.listen(user)).rejects.toThrow('unauthenticated');
});

test('and within five seconds when no word of it gets through', async () => {
	const user = await two.signIn('TOWNSHIP', COUNTY);
	const { socket } = await two.listen(user);
	const closed = new Promise((resolve) => socket.on('disconnect', resolve));
	const asked = performance.now();
	await one.app.db.prisma.session.update({ where: { id: user.sessionId }, data: { revokedAt: new Date() } });
	await closed;
	expect(performance.now() - asked).toBeLessThan(5_000);
});

test('an account whose area changes is let go, so that it comes back to its new room', async () => {
	const user = await two.signIn('TOWNSHIP', '430426104');
	const { socket } = await two.listen(user);
	const closed = new Promise((resolve) => socket.on('disconnect', resolve));
	await one.app.db.prisma.account.update({ where: { id: user.actor.accountId }, data: { areaCode: '430426105' } });
	await closed;
	expect(socket.connected).toBe(false);
});

test('an open socket keeps its session in use', async () => {
	const user = await two.signIn('LEADER', COUNTY);
	await two.listen(user);
	const longAgo = new Date(Date.now() - 3_600_000);
	await one.app.db.prisma.session.update({ where: { id: user.sessionId }, data: { lastSeenAt: longAgo } });
	await vi.waitFor(
		async () => {
			const { lastSeenAt } = await one.app.db.prisma.session.findUniqueOrThrow({ where: { id: user.sessionId } });
			expect(lastSeenAt.getTime()).toBeGreaterThan(longAgo.getTime());
		},
		{ timeout: 8_000, interval: 100 }
	);
});

test('who comes from a server that knew more is not sent back to the beginning', async () => {
	const leader = await one.signIn('LEADER', COUNTY);
	await deafen();
	await new World(one).event();
	await one.app.feed.settled();
	const { seq } = one.app.feed;
	const { data } = await two.call<SinceAnswer>(leader, 'query', 'changes.since', { seq });
	expect(data).toMatchObject({ kind: 'changes', upto: seq, changes: [], isComplete: true });
});

test('a desk asleep for a day: page by page up to 20,000 changes, a snapshot beyond', async () => {
	const leader = await one.signIn('LEADER', COUNTY);
	const from = one.app.feed.seq;
	const write = (count: number) =>
		one.app.db.pool.query(
			`INSERT INTO change_log (type, areas, reach, payload)
				SELECT 'policy.changed', ARRAY['430426'], 'overlap', '{"type":"policy.changed","key":"peoplePerTap","value":1,"version":1}'
				FROM generate_series(1, $1)`,
			[count]
		);
	await write(20_000);
	await Promise.all([one.app.feed.settled(), two.app.feed.settled()]);
	for (const server of [one, two]) {
		const seqs: number[] = [];
		let answer: SinceAnswer | undefined;
		let seq = from;
		let pages = 0;
		do {
			answer = (await server.call<SinceAnswer>(leader, 'query', 'changes.since', { seq })).data!;
			if (answer.kind === 'snapshot') break;
			seqs.push(...answer.changes.map((change) => change.seq));
			seq = answer.upto;
			pages++;
		} while (!answer.isComplete);
		expect(pages).toBeGreaterThan(1);
		expect(seqs).toEqual(Array.from({ length: 20_000 }, (_, index) => from + 1 + index));
	}
	await write(1);
	await one.app.feed.settled();
	const { data } = await one.call<SinceAnswer>(leader, 'query', 'changes.since', { seq: from });
	expect(data).toEqual({ kind: 'snapshot' });
	const snapshot = await one.call<{ seq: number }>(leader, 'query', 'live.snapshot');
	expect(snapshot.data?.seq).toBe(from + 20_001);
});

test('nothing unforeseen happened', () => expect([...one.errors, ...two.errors]).toEqual([]));
