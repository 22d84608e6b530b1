import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { CopyRows } from '#server/db/copy-rows.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { newId, newIds } from '#server/new-id.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, { max: 1 });
	await db.pool.query(
		`CREATE TABLE copied (at int8, id uuid, name text, note text, is_good bool, body bytea, told timestamptz, words text[], tokens int8[])`
	);
});
afterAll(async () => {
	await db.close();
	await database.drop();
});

interface Row {
	id: string;
	name: string;
	note: string | null;
	isGood: boolean;
	body: Uint8Array | null;
	told: Date;
	words: string[];
	tokens: bigint[];
}

/** One for all, as an import takes batch after batch through the same room. */
const copied = new CopyRows();

/** Copies rows and reads them back as PostgreSQL has them. */
async function throughCopy(rows: readonly Row[]): Promise<Row[]> {
	copied.clear();
	for (const row of rows) {
		const tokens = Buffer.alloc(8 * row.tokens.length);
		row.tokens.forEach((token, at) => tokens.writeBigInt64BE(token, 8 * at));
		copied.row(8).uuid(row.id).text(row.name).text(row.note).boolean(row.isGood);
		copied.bytes(row.body).moment(row.told).texts(row.words).bigints(tokens);
	}
	const client = await db.pool.connect();
	try {
		await client.query('TRUNCATE copied');
		const columns = 'id, name, note, is_good, body, told, words, tokens';
		await pipeline(
			Readable.from([copied.end()]),
			client.query(copyFrom(`COPY copied (${columns}) FROM STDIN (FORMAT binary)`))
		);
		const { rows: read } = await client.query<Omit<Row, 'tokens'> & { tokens: string[] }>(
			`SELECT id, name, note, is_good AS "isGood", body, told, words, tokens FROM copied`
		);
		return read.map((row) => ({
			...row,
			body: row.body && new Uint8Array(row.body),
			tokens: row.tokens.map((token) => BigInt(token))
		}));
	} finally {
		client.release();
	}
}

const text = fc.string({
	unit: fc.constantFrom('王', '𠮷', '·', 'a', '\t', '\\', '"', '{', '\n', '😀'),
	maxLength: 60
});
const aRow = fc.record({
	name: text,
	note: fc.option(text),
	isGood: fc.boolean(),
	body: fc.option(fc.uint8Array({ maxLength: 400 })),
	told: fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
	words: fc.array(text, { maxLength: 5 }),
	tokens: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 12 })
});

test('what goes in comes out, whatever it is', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(aRow, { maxLength: 12 }), async (some) => {
			const rows = some.map((row) => ({ ...row, id: newId() }));
			expect(await throughCopy(rows)).toEqual(rows);
		}),
		{ numRuns: 40 }
	);
});

test('a thousand rows, beyond the room it began with', async () => {
	const rows = newIds(1_000).map((id, at) => ({
		id,
		name: `${at}`.repeat(20),
		note: null,
		isGood: at % 2 === 0,
		body: new Uint8Array(300).fill(at % 256),
		told: new Date(at * 1_000),
		words: ['一', '二'],
		tokens: [BigInt(at)]
	}));
	expect(await throughCopy(rows)).toEqual(rows);
	expect(new Set(rows.map(({ id }) => id)).size).toBe(1_000);
});
