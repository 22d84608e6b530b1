import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRegistered } from '#server/repositories/people-import.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';

const BEING_WRITTEN = 2_000;
const LOOKED_UP = 3;

let database: TestDatabase;
let [writer, reader]: pg.Client[] = [];

beforeAll(async () => {
	database = await createTestDatabase();
	writer = new pg.Client({ connectionString: database.url });
	reader = new pg.Client({ connectionString: database.url });
	await Promise.all([writer.connect(), reader.connect()]);
});
afterAll(async () => {
	await Promise.all([writer?.end(), reader?.end()]);
	await database.drop();
});

test('while a register is written, and counted as empty, a look-up goes to what it looks for and nowhere else', async () => {
	await writer!.query('BEGIN');
	await writer!.query(`INSERT INTO household (id, home_code, registered_at)
		VALUES ('01a00000-0000-7000-8000-000000000001', '430426104203', now())`);
	await writer!.query(
		`INSERT INTO person (id, household_id, home_code, relation, needs, may_be_found, key_id, ciphertext, document_index,
			tokens, scope_codes, registered_at)
		SELECT gen_random_uuid(), '01a00000-0000-7000-8000-000000000001', '430426104203', 'child', '{}', true, 'k', 'x',
			sha256(n::text::bytea), '{}', '{}', now() FROM generate_series(1, $1::int) AS n`,
		[BEING_WRITTEN]
	);
	await reader!.query('ANALYZE person');
	await reader!.query('BEGIN');
	const hashes = Array.from({ length: LOOKED_UP }, (_, at) =>
		createHash('sha256')
			.update(String(at + 1))
			.digest()
	);
	expect(await findRegistered(reader!, Buffer.concat(hashes))).toEqual(new Map());
	const { rows } = await reader!.query<{ read: number }>(
		`SELECT (pg_stat_get_xact_tuples_returned('person_document_index_key'::regclass)
			+ pg_stat_get_xact_tuples_returned('person'::regclass))::int AS read`
	);
	expect(rows[0]!.read).toBeLessThanOrEqual(LOOKED_UP);
	await reader!.query('ROLLBACK');
	await writer!.query('COMMIT');
	expect([...(await findRegistered(reader!, Buffer.concat(hashes))).keys()].sort()).toEqual([0, 1, 2]);
});
