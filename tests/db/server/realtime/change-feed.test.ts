import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkInstallation } from '#server/db/installation.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { Notifications } from '#server/realtime/notifications.ts';
import { changesAfter } from '#server/repositories/changes.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';
import { areConsecutive, insertChanges, nameOf, openFeed } from './log.ts';

let database: TestDatabase;
let db: Database;
let other: Database;

beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, { max: 12 });
	other = openDatabase(database.url, { max: 4 });
});
afterAll(async () => {
	await Promise.all([db.close(), other.close()]);
	await database.drop();
});

/** Runs in a transaction that is held open until `finish`. */
async function begin(names: string[]) {
	const client = await db.pool.connect();
	await client.query('BEGIN');
	await insertChanges(client, names);
	return {
		finish: async (how: 'COMMIT' | 'ROLLBACK') => {
			await client.query(how);
			client.release();
		}
	};
}

describe('one order', () => {
	test('two processes give out the same changes under the same numbers, whoever wrote and in whatever mixture', async () => {
		const one = await openFeed(db.pool);
		const two = await openFeed(other.pool);
		const listeners = [one, two].map(
			({ feed }) =>
				new Notifications({
					url: database.url,
					channels: { anlan_feed: (payload) => feed.heard(Number(payload)) },
					onConnect: () => feed.wake(),
					onError: (error) => expect.fail(String(error))
				})
		);
		for (const listener of listeners) await listener.start();
		const committed: string[] = [];
		const write = async (writer: number) => {
			for (let turn = 0; turn < 25; turn++) {
				const names = Array.from({ length: 1 + (turn % 3) }, (_, index) => `w${writer}-${turn}-${index}`);
				const transaction = await begin(names);
				if ((writer + turn) % 4 === 0) await new Promise((later) => setTimeout(later, (writer * 7 + turn) % 11));
				const isKept = (writer * 3 + turn) % 7 !== 0;
				await transaction.finish(isKept ? 'COMMIT' : 'ROLLBACK');
				if (isKept) committed.push(...names);
				(turn % 2 ? one : two).feed.wake();
			}
		};
		await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
		await one.feed.settled();
		await vi.waitFor(() => expect(two.feed.seq).toBe(one.feed.seq), { timeout: 5_000 });
		expect(areConsecutive(one.given, one.from)).toBe(true);
		expect(two.given).toEqual(one.given);
		expect(one.given.map(nameOf).sort()).toEqual(committed.sort());
		expect(await changesAfter(db.pool, one.from, 10_000)).toEqual(one.given);
		expect([...one.errors, ...two.errors]).toEqual([]);
		for (const listener of listeners) await listener.stop();
		await Promise.all([one.feed.stop(), two.feed.stop()]);
	});

	test('a transaction that commits late comes late: nothing is skipped, nothing numbered anew', async () => {
		const one = await openFeed(db.pool);
		const two = await openFeed(other.pool);
		const late = await begin(['late-1', 'late-2']);
		const later = await begin(['later']);
		await insertChanges(db.pool, ['early']);
		await one.feed.settled();
		expect(one.given.map(nameOf)).toEqual(['early']);
		const withdrawn = await begin(['withdrawn']);
		await withdrawn.finish('ROLLBACK');
		await insertChanges(db.pool, ['next']);
		await one.feed.settled();
		await later.finish('COMMIT');
		await one.feed.settled();
		await late.finish('COMMIT');
		await two.feed.settled();
		await one.feed.settled();
		for (const { feed, given, from } of [one, two]) {
			expect(given.map(nameOf)).toEqual(['early', 'next', 'later', 'late-1', 'late-2']);
			expect(areConsecutive(given, from)).toBe(true);
			await feed.stop();
		}
	});

	test('what was rolled back leaves no number', async () => {
		const { feed, given, from } = await openFeed(db.pool);
		const transaction = await begin(['never']);
		await transaction.finish('ROLLBACK');
		await feed.settled();
		expect([feed.seq, given]).toEqual([from, []]);
		await insertChanges(db.pool, ['after']);
		await feed.settled();
		expect(given.map(({ seq }) => seq)).toEqual([from + 1]);
		await feed.stop();
	});

	test('a listener that fails does not keep the change from the others', async () => {
		const { feed, errors } = await openFeed(db.pool);
		const heard: number[] = [];
		feed.subscribe(() => {
			throw new Error('no');
		});
		feed.subscribe((entries) => heard.push(...entries.map(({ seq }) => seq)));
		await insertChanges(db.pool, ['x', 'y']);
		await feed.settled();
		expect(heard).toEqual([feed.seq - 1, feed.seq]);
		expect(errors).toHaveLength(1);
		await feed.stop();
	});
});

describe('when nobody tells', () => {
	test('what a process wrote that died before it said so is found by looking', async () => {
		const { feed, given } = await openFeed(db.pool, { pollMs: 20 });
		await insertChanges(other.pool, ['orphan']);
		await vi.waitFor(() => expect(given.map(nameOf)).toEqual(['orphan']), { timeout: 5_000 });
		await feed.stop();
	});

	test('what another process numbered is found by looking when its notification was lost', async () => {
		const two = await openFeed(other.pool, { pollMs: 20 });
		const one = await openFeed(db.pool);
		await insertChanges(db.pool, ['a', 'b']);
		await one.feed.settled();
		await vi.waitFor(() => expect(two.given.map(nameOf)).toEqual(['a', 'b']), { timeout: 5_000 });
		await Promise.all([one.feed.stop(), two.feed.stop()]);
	});

	test('a listening connection that is cut comes back and looks', async () => {
		const { feed, given } = await openFeed(db.pool);
		let connections = 0;
		let losses = 0;
		const listener = new Notifications({
			url: database.url,
			channels: { anlan_feed: (payload) => feed.heard(Number(payload)) },
			onConnect: () => {
				connections++;
				feed.wake();
			},
			onError: () => losses++
		});
		await listener.start();
		await insertChanges(other.pool, ['meanwhile']);
		await other.pool.query(
			`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anlan-listen'`
		);
		await vi.waitFor(() => expect([connections, given.map(nameOf)]).toEqual([2, ['meanwhile']]), { timeout: 5_000 });
		expect(losses).toBeGreaterThan(0);
		await listener.stop();
		await feed.stop();
	});
});

describe('reading back', () => {
	test('gives the same from memory and from the log, in pages of any size', async () => {
		const feedOf = await openFeed(db.pool);
		await insertChanges(
			db.pool,
			Array.from({ length: 300 }, (_, index) => `r${index}`)
		);
		await feedOf.feed.settled();
		const { seq } = feedOf.feed;
		for (const from of [0, 1, feedOf.from - 1, feedOf.from, feedOf.from + 7, seq - 1, seq])
			for (const limit of [1, 10, 1_000])
				expect(await feedOf.feed.after(from, limit)).toEqual(await changesAfter(db.pool, from, limit));
		expect(await feedOf.feed.after(seq + 1, 10)).toBeNull();
		await feedOf.feed.stop();
	});
});

describe('in another PostgreSQL, after a restore', () => {
	test('the log goes on without gap or repeat, though its transaction ids mean nothing there', async () => {
		const restored = await createTestDatabase();
		const there = openDatabase(restored.url, { max: 4 });
		await checkInstallation(there, '430426');
		const before = await openFeed(there.pool);
		await insertChanges(there.pool, ['one', 'two']);
		await before.feed.settled();
		await before.feed.stop();
		await insertChanges(there.pool, ['written, not yet numbered']);
		for (const shift of [1_000_000_000, -1]) {
			// As if the rows had come from a PostgreSQL far ahead of this one, or just begun.
			await there.pool.query(
				`ALTER TABLE change_log DISABLE TRIGGER append_only; ALTER TABLE feed_batch DISABLE TRIGGER append_only`
			);
			await there.pool.query('UPDATE change_log SET xid = GREATEST(3, xid::text::bigint + $1)::text::xid8', [shift]);
			await there.pool.query(
				`UPDATE feed_batch SET snapshot = (SELECT format('%s:%s:', x, x) FROM (SELECT GREATEST(3, pg_snapshot_xmin(snapshot)::text::bigint + $1) AS x) AS s)::pg_snapshot`,
				[shift]
			);
			await there.pool.query(
				`ALTER TABLE change_log ENABLE TRIGGER append_only; ALTER TABLE feed_batch ENABLE TRIGGER append_only`
			);
			await there.prisma.installation.update({ where: { id: 1 }, data: { clusterIdentity: 'elsewhere' } });
			await checkInstallation(there, '430426');
		}
		const after = await openFeed(there.pool);
		await insertChanges(there.pool, ['new']);
		await after.feed.settled();
		const all = await changesAfter(there.pool, 0, 100);
		expect(all.map(nameOf)).toEqual(['one', 'two', 'written, not yet numbered', 'new']);
		expect(areConsecutive(all, 0)).toBe(true);
		expect(after.given.map(nameOf)).toEqual(['new']);
		await after.feed.stop();
		await there.close();
		await restored.drop();
	});
});
