import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureCounty } from '#server/areas/ensure-county.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';
import { headRow, registerCsv, type RegisterFields } from './register-csv.ts';

const CLI = fileURLToPath(new URL('../../../../src/server/cli/main.ts', import.meta.url));
const PATIENCE_MS = 60_000;
const NAME = '慕容听雪';

let database: TestDatabase;
let db: Database;
let folder: string;
let village: string;
beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, { max: 4 });
	await ensureCounty(db, '430426');
	village = (await db.prisma.area.findFirstOrThrow({ where: { level: 'village' } })).code;
	folder = mkdtempSync(join(tmpdir(), 'anlan-import-'));
});
afterAll(async () => {
	await db.close();
	await database.drop();
	rmSync(folder, { recursive: true, force: true });
});

const row = (over: RegisterFields) => headRow({ name: NAME, areaCode: village, township: '', village: '', ...over });
/** Heads of households, in none of which anybody was before. */
const rowsOf = (people: number, series: string) =>
	Array.from({ length: people }, (_, at) =>
		row({ householdNo: `${series}${at}`, documentKind: '护照', documentNumber: `${series}${10_000_000 + at}` })
	);

function writeFile(name: string, rows: Parameters<typeof registerCsv>[0]): string {
	const path = join(folder, name);
	writeFileSync(path, registerCsv(rows));
	return path;
}

function start(...args: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', CLI, 'import', 'people', ...args], {
		env: { ...process.env, DATABASE_URL: database.url, ANLAN_DATA: join(folder, 'data'), TMPDIR: folder }
	});
	let said = '';
	child.stdout.on('data', (text: Buffer) => (said += text.toString()));
	child.stderr.on('data', (text: Buffer) => (said += text.toString()));
	const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
	return { child, ended };
}

const run = (...args: string[]) => start(...args).ended;
const count = async (table: string) =>
	Number((await db.pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows[0]!.count);
const TABLES = ['person', 'household', 'household_number', 'people_import', 'operation', 'audit_entry'];
const counts = () => Promise.all(TABLES.map(count));

/** Resolves once an import waits for the table that the test holds. */
function standsStill(): Promise<void> {
	const waits = `SELECT count(*)::int AS count FROM pg_stat_activity
		WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO people_import%'`;
	return vi.waitFor(async () => expect((await db.pool.query<{ count: number }>(waits)).rows[0]!.count).toBe(1), {
		timeout: PATIENCE_MS,
		interval: 100
	});
}

/** Everything that lies in a folder, as text. */
function textUnder(path: string): string {
	if (!statSync(path).isDirectory()) return readFileSync(path, 'latin1');
	return readdirSync(path)
		.map((name) => textUnder(join(path, name)))
		.join('\n');
}

test('a register is taken in, and the same file again adds nobody', { timeout: 2 * PATIENCE_MS }, async () => {
	const file = writeFile('register.csv', rowsOf(120, 'E'));
	const first = await run('--json', file);
	expect([first.code, first.said]).toEqual([0, expect.stringContaining('"persons":120,"households":120,"known":0')]);
	const again = await run(file);
	expect([again.code, again.said]).toEqual([0, expect.stringContaining('已登记过 120 人')]);
	expect(await count('person')).toBe(120);
	const [entry] = await db.prisma.auditEntry.findMany({ where: { verb: 'person.import' } });
	expect(entry).toMatchObject({ role: 'DESK', after: { fileName: 'register.csv', persons: 120 } });
});

test(
	'rows with errors are named and nobody comes in; what cannot be read is said',
	{ timeout: 2 * PATIENCE_MS },
	async () => {
		const before = await count('person');
		const file = writeFile('wrong.csv', [row({ documentNumber: '430426195001010011' })]);
		const { code, said } = await run(file);
		expect(code).toBe(1);
		expect(said).toContain('第 2 行 证件号码：');
		expect(said).not.toContain('430426195001010011');
		expect(await count('person')).toBe(before);
		const missing = await run(join(folder, 'nowhere.xlsx'));
		expect([missing.code, missing.said]).toEqual([1, expect.stringContaining('ENOENT')]);
		expect(missing.said).not.toContain('    at ');
	}
);

test('killed with all rows written and not committed: nothing is there', { timeout: 2 * PATIENCE_MS }, async () => {
	const before = await counts();
	const file = writeFile('killed.csv', rowsOf(600, 'G'));
	const holder = await db.pool.connect();
	try {
		// The last table that is written is held, so that the import stands still just before its end.
		await holder.query('BEGIN; LOCK TABLE people_import IN SHARE ROW EXCLUSIVE MODE');
		const { child, ended } = start(file);
		const early = ended.then(({ said }) => Promise.reject(new Error(`ended too early: ${said}`)));
		await Promise.race([standsStill(), early]);
		early.catch(() => undefined);
		child.kill('SIGKILL');
		await once(child, 'exit');
	} finally {
		await holder.query('ROLLBACK');
		holder.release();
	}
	await vi.waitFor(async () => expect(await counts()).toEqual(before), { timeout: PATIENCE_MS });
	// And it comes in whole afterwards.
	expect((await run(file)).code).toBe(0);
	expect(await count('person')).toBe(before[0]! + 600);
});

test('nothing of a file stays on the disk in clear', () => {
	rmSync(join(folder, 'register.csv'));
	rmSync(join(folder, 'killed.csv'));
	rmSync(join(folder, 'wrong.csv'));
	const kept = textUnder(folder);
	expect(kept).not.toContain(Buffer.from(NAME).toString('latin1'));
});
