import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CountCommand } from '#domain/counts/decide-count.ts';
import type { CommandContext } from '#server/commands/execute.ts';
import type { CountWriter } from '#server/counts/count-writer.ts';
import { newId } from '#server/new-id.ts';
import { problemIn } from '../../desk.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';
import { contextOf, countOf, insertPoints, openWriter, readBooks, TOWNSHIPS } from './counting.ts';

let database: TestDatabase;
let first: ReturnType<typeof openWriter>;
let second: ReturnType<typeof openWriter>;
let points: string[];

beforeAll(async () => {
	database = await createTestDatabase();
	[first, second] = [openWriter(database.url), openWriter(database.url)];
	({ points } = await insertPoints(first.db, 24));
});
afterAll(async () => {
	await Promise.all([first.db.close(), second.db.close()]);
	await database.drop();
});

async function settled(calls: Promise<unknown>[]) {
	const results = await Promise.allSettled(calls);
	return results.map((result) => (result.status === 'fulfilled' ? 'taken' : (result.reason as Error).message));
}

async function expectBooksToAgree() {
	const { totals, sums, wrongFigures, written } = await readBooks(first.db);
	expect(totals).toEqual(sums);
	expect(wrongFigures).toBe(0);
	const { operations, observations, entries, changes } = written;
	expect([observations, entries, changes]).toEqual([operations, operations, operations]);
	return operations;
}

describe('one command', () => {
	test('sent many times at once, over both processes, is carried out once and answered alike', async () => {
		const before = await expectBooksToAgree();
		const command = countOf(points[0]!, 17);
		const context = contextOf();
		const answers = await Promise.all(
			Array.from({ length: 60 }, (_, index) =>
				(index % 2 ? first : second).writer.submit(
					{ ...command, sentAt: new Date().toISOString() } as CountCommand,
					context
				)
			)
		);
		for (const answer of answers) expect(answer).toEqual(answers[0]);
		expect(await expectBooksToAgree()).toBe(before + 1);
		expect(await first.writer.submit(command, context)).toEqual(answers[0]);
	});

	test('sent to both processes while the point is held waits, and is carried out once', async () => {
		const before = await expectBooksToAgree();
		const holder = await first.db.pool.connect();
		await holder.query('BEGIN');
		await holder.query('SELECT 1 FROM count_point WHERE id = $1 FOR UPDATE', [points[6]]);
		const command = countOf(points[6]!, 31);
		const calls = [first, second].map(({ writer }) => writer.submit(command, contextOf()));
		const waiting = `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
		await vi.waitFor(async () => expect((await second.db.pool.query<{ n: number }>(waiting)).rows[0]!.n).toBe(2), {
			timeout: 5_000
		});
		await holder.query('COMMIT');
		holder.release();
		const [one, other] = await Promise.all(calls);
		expect(other).toEqual(one);
		expect(await expectBooksToAgree()).toBe(before + 1);
	});

	test('with other content under the same id is a conflict, and so is another account’s', async () => {
		const command = countOf(points[1]!, 5);
		await first.writer.submit(command, contextOf());
		expect((await problemIn(first.writer.submit({ ...command, people: 6 }, contextOf()))).code).toBe(
			'operationConflict'
		);
		expect((await problemIn(second.writer.submit(command, contextOf({ accountId: newId() })))).code).toBe(
			'operationConflict'
		);
		const same = countOf(points[1]!, 7);
		const both = await settled([
			first.writer.submit(same, contextOf()),
			first.writer.submit({ ...same, people: 8 }, contextOf())
		]);
		expect(both).toEqual(['taken', 'operationConflict']);
		await expectBooksToAgree();
	});

	test('is refused without the verb, outside the area, and where there is nothing, before anything is written', async () => {
		const before = await expectBooksToAgree();
		const submit = (context: CommandContext, pointId = points[0]!) =>
			problemIn(first.writer.submit(countOf(pointId, 1), context));
		expect((await submit(contextOf({ role: 'LEADER' }))).code).toBe('forbidden');
		expect(await submit(contextOf({ areaCode: TOWNSHIPS[1] }))).toEqual(await submit(contextOf(), newId()));
		expect((await submit(contextOf({ areaCode: TOWNSHIPS[1] }))).code).toBe('notFound');
		expect(await expectBooksToAgree()).toBe(before);
	});

	test('on a closed point is refused', async () => {
		const closed = points.at(-1)!;
		await first.db.prisma.countPoint.update({ where: { id: closed }, data: { closedAt: new Date() } });
		expect((await problemIn(first.writer.submit(countOf(closed, 1), contextOf()))).code).toBe('shelterNotOpen');
	});
});

describe('many at once', () => {
	test('two processes write the same points in any mixture: every one once, totals as the points, no deadlock', async () => {
		const step = fc.record({
			writer: fc.nat(1),
			point: fc.nat(22),
			people: fc.integer({ min: 0, max: 500 }),
			account: fc.nat(4),
			minutesAgo: fc.nat(90),
			again: fc.boolean()
		});
		const accounts = Array.from({ length: 5 }, () => newId());
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 400 }), async (steps) => {
				const before = await expectBooksToAgree();
				const send = (writer: CountWriter, command: CountCommand, context: CommandContext) =>
					writer.submit(command, context);
				const calls = steps.flatMap(({ writer, point, people, account, minutesAgo, again }) => {
					const deviceTime = new Date(Date.now() - minutesAgo * 60_000).toISOString();
					const command = countOf(points[point]!, people, { deviceTime });
					const context = contextOf({ accountId: accounts[account] });
					const [one, other] = writer ? [first, second] : [second, first];
					return [send(one.writer, command, context), ...(again ? [send(other.writer, command, context)] : [])];
				});
				expect(new Set(await settled(calls))).toEqual(new Set(['taken']));
				expect(await expectBooksToAgree()).toBe(before + steps.length);
			}),
			{ numRuns: 8, endOnFailure: true }
		);
	});

	test('one that the database refuses does not take the others with it', async () => {
		const before = await expectBooksToAgree();
		const poison = { ...countOf(points[3]!, 1), reason: '\u0000' } as CountCommand;
		const commands = [
			countOf(points[2]!, 11),
			{ ...poison, kind: 'correction' } as CountCommand,
			countOf(points[4]!, 13)
		];
		const results = await settled(commands.map((command) => first.writer.submit(command, contextOf())));
		expect([results[0], results[2]]).toEqual(['taken', 'taken']);
		expect(results[1]).not.toBe('taken');
		expect(await expectBooksToAgree()).toBe(before + 2);
	});

	test('a batch whose connection breaks says so, and sent again is carried out once', async () => {
		const before = await expectBooksToAgree();
		const holder = await second.db.pool.connect();
		await holder.query('BEGIN');
		await holder.query('SELECT 1 FROM count_point WHERE id = $1 FOR UPDATE', [points[5]]);
		const command = countOf(points[5]!, 21);
		const call = settled([first.writer.submit(command, contextOf())]);
		const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
		const pid = await vi.waitFor(async () => {
			const { rows } = await second.db.pool.query<{ pid: number }>(waiting);
			expect(rows).toHaveLength(1);
			return rows[0]!.pid;
		});
		await second.db.pool.query('SELECT pg_terminate_backend($1)', [pid]);
		expect(await call).toEqual(['databaseUnavailable']);
		await holder.query('COMMIT');
		holder.release();
		await Promise.all([first.writer.submit(command, contextOf()), second.writer.submit(command, contextOf())]);
		expect(await expectBooksToAgree()).toBe(before + 1);
	});
});
