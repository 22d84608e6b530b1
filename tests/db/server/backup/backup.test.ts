import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureCounty } from '#server/areas/ensure-county.ts';
import { verifyAudit } from '#server/audit/verify.ts';
import { verifyBackup } from '#server/backup/read-backup.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { findTables } from '#server/backup/tables.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import type { CommandContext } from '#server/commands/execute.ts';
import { CountWriter } from '#server/counts/count-writer.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { checkInstallation } from '#server/db/installation.ts';
import { migrate } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { loadDemo } from '#server/jobs/demo/load-demo.ts';
import { newId } from '#server/new-id.ts';
import { Keyring, makeKeyFile } from '#server/people/keyring.ts';
import { PolicyCache } from '#server/policies/policy-cache.ts';
import { publishLogs } from '#server/repositories/logs.ts';
import { StartFailure } from '#server/start-failure.ts';
import { createTestDatabase, dropDatabase, unusedDatabaseUrl, type TestDatabase } from '../../harness.ts';

const county = '430426';
let folder: string;
let source: TestDatabase;
let db: Database;
let counts: CountWriter;
let pointIds: string[];
let desk: CommandContext['actor'];
const made: string[] = [];
let files = 0;

const nextFile = () => join(folder, `${++files}.backup`);

function targetUrl(): string {
	const url = unusedDatabaseUrl();
	made.push(url);
	return url;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	return (await client.query<T>(sql, values).finally(() => client.end())).rows;
}

/** Every table with every row as text, in an order that does not depend on where a row lies. */
async function contentOf(url: string): Promise<Record<string, string[]>> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const content: Record<string, string[]> = {};
		for (const { name } of await findTables(client)) {
			const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
			content[name] = rows.map(({ row }) => row);
		}
		return content;
	} finally {
		await client.end();
	}
}

const count = (people: number, at = Math.floor(Math.random() * pointIds.length)) =>
	counts.submit(
		{ kind: 'count', operationId: newId(), pointId: pointIds[at]!, people, deviceTime: new Date().toISOString() },
		{ actor: desk, deviceId: newId(), requestId: 'test', now: new Date() }
	);

/** Leaves one household in forty: this file reads whole backups a hundred times. */
async function keepFewPeople(): Promise<void> {
	const gone = "IN (SELECT id FROM person WHERE household_id::text !~ '0[0-6]$')";
	await db.pool.query(`
		ALTER TABLE stay_step DISABLE TRIGGER append_only;
		DELETE FROM stay_conflict WHERE person_id ${gone};
		DELETE FROM stay_step WHERE person_id ${gone};
		DELETE FROM stay WHERE person_id ${gone};
		DELETE FROM person WHERE id ${gone};
		DELETE FROM household h WHERE NOT EXISTS (SELECT FROM person p WHERE p.household_id = h.id);
		ALTER TABLE stay_step ENABLE TRIGGER append_only`);
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'anlan-backup-test-'));
	source = await createTestDatabase();
	db = openDatabase(source.url);
	await checkInstallation(db, county);
	await ensureCounty(db, county);
	const keyring = new Keyring(makeKeyFile(new Date()));
	await loadDemo({ db, countyCode: county, policies: new PolicyCache(db), keyring, committed: () => undefined });
	await keepFewPeople();
	counts = new CountWriter({ db, windowMinutes: () => 30, committed: () => undefined });
	pointIds = (await db.prisma.countPoint.findMany({ where: { closedAt: null }, select: { id: true } })).map(
		({ id }) => id
	);
	const account = await db.prisma.account.findUniqueOrThrow({ where: { username: 'desk' } });
	desk = { accountId: account.id, name: account.displayName, role: 'DESK', areaCode: county };
	// Values that a careless text form would spoil.
	await db.prisma.session.create({
		data: {
			id: newId(),
			accountId: account.id,
			tokenHash: Uint8Array.from([0, 9, 10, 13, 92, 127, 255]),
			rotatedAt: new Date(),
			createdAt: new Date(),
			lastSeenAt: new Date(),
			expiresAt: new Date(Date.now() + 3_600_000),
			userAgent: 'a\tb\nc\\N "q" \r\n𠮷村\u2028 {,}'
		}
	});
	await db.prisma.event.updateMany({
		data: { description: '第一行\n第二行\t\\.\n\\.\n', areaCodes: ['430426', '4304"26\\,{}'] }
	});
	await db.prisma.shelter.updateMany({
		where: { kind: 'gym' },
		data: { floorAreaM2: '9999999999.99', lng: 112.1 + 1e-15 }
	});
});

afterAll(async () => {
	await db.close();
	await source.drop();
	for (const url of made) await dropDatabase(url);
	await rm(folder, { recursive: true, force: true });
});

describe('a backup', () => {
	it('restores every table row by row, and nothing of a session works', async () => {
		await count(7, 0);
		await publishLogs(db.pool);
		await count(8, 0);
		const path = nextFile();
		const written = await writeBackup(source.url, path);
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect(await readdir(folder)).toEqual(['1.backup']);

		const { manifest, sha256 } = await verifyBackup(path);
		expect({ manifest, sha256 }).toEqual({ manifest: written.manifest, sha256: written.sha256 });
		const url = targetUrl();
		expect(await restoreBackup(url, path, manifest)).toEqual([]);

		const [before, after] = [await contentOf(source.url), await contentOf(url)];
		expect(Object.keys(after)).toEqual(Object.keys(before));
		// What a restore changes, and nothing else: sessions end, the cluster and the places in the logs are its own.
		const own = new Set(['session', 'installation', 'change_log', 'audit_entry', 'feed_batch', 'audit_block']);
		for (const [table, rows] of Object.entries(before)) {
			expect(after[table], table).toHaveLength(rows.length);
			if (!own.has(table)) expect(after[table], table).toEqual(rows);
		}
		for (const columns of [
			'id, type, areas, reach, payload, at FROM change_log ORDER BY id',
			'number, first_seq, last_seq, change_ids, at FROM feed_batch ORDER BY number',
			'number, entry_ids, previous_hash, hash, sealed_at FROM audit_block ORDER BY number',
			'audit_entry_text(e.*) AS entry FROM audit_entry e ORDER BY id',
			'id, county_code, created_at, demo_loaded_at FROM installation',
			'id, account_id, token_hash, expires_at, user_agent FROM session ORDER BY id'
		])
			expect(await query(url, `SELECT ${columns}`)).toEqual(await query(source.url, `SELECT ${columns}`));
		expect(await query(url, 'SELECT id FROM session WHERE revoked_at IS NULL')).toEqual([]);
	});

	it('goes on where it was: feed numbers without a gap or a repeat, a chain that verifies', async () => {
		await publishLogs(db.pool);
		for (let people = 1; people <= 5; people++) await count(people);
		const path = nextFile();
		const { manifest } = await writeBackup(source.url, path);
		const url = targetUrl();
		await restoreBackup(url, path, manifest);
		const restored = openDatabase(url);
		try {
			await checkInstallation(restored, county);
			counts = new CountWriter({ db: restored, windowMinutes: () => 30, committed: () => undefined });
			await count(3);
			await publishLogs(restored.pool);
			await count(4);
			await publishLogs(restored.pool);
			const { rows } = await restored.pool.query<{ seq: number; id: number }>(
				`SELECT b.first_seq + f.position - 1 AS seq, f.id FROM feed_batch b
				CROSS JOIN LATERAL unnest(b.change_ids) WITH ORDINALITY AS f (id, position) ORDER BY 1`
			);
			expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
			expect(rows.length).toBe(manifest.feedSeq + 5 + 2);
			const { rows: log } = await restored.pool.query<{ id: number }>('SELECT id FROM change_log ORDER BY id');
			expect(rows.map(({ id }) => id).sort((a, b) => a - b)).toEqual(log.map(({ id }) => id));
			expect(await verifyAudit(restored.pool, manifest.auditHead.hash)).toMatchObject({ findings: [], waiting: 0 });
		} finally {
			await restored.close();
			counts = new CountWriter({ db, windowMinutes: () => 30, committed: () => undefined });
		}
	});

	it('is of one moment, however much is written meanwhile', async () => {
		let isWriting = true;
		let written = 0;
		const writing = (async () => {
			while (isWriting) {
				await Promise.all(Array.from({ length: 16 }, () => count(Math.floor(Math.random() * 200))));
				await publishLogs(db.pool);
				written += 16;
			}
		})();
		const path = nextFile();
		let { manifest } = await writeBackup(source.url, path);
		const atLeast = written + 64;
		while (written < atLeast) ({ manifest } = await writeBackup(source.url, nextFile()));
		isWriting = false;
		await writing;
		const url = targetUrl();
		await restoreBackup(url, join(folder, `${files}.backup`), manifest);
		expect(
			await query(
				url,
				`SELECT p.id FROM count_point p LEFT JOIN count_observation o ON o.id = p.observation_id
				WHERE p.closed_at IS NULL AND (o.people IS DISTINCT FROM p.people)
				UNION ALL SELECT o.id FROM operation o LEFT JOIN audit_entry e ON e.operation_id = o.id WHERE e.id IS NULL
				UNION ALL SELECT e.operation_id FROM audit_entry e LEFT JOIN operation o ON o.id = e.operation_id
					WHERE e.operation_id IS NOT NULL AND o.id IS NULL`
			)
		).toEqual([]);
		const sums = 'COALESCE(sum(sheltered), 0)::int AS sheltered, COALESCE(sum(dispersed), 0)::int AS dispersed';
		const [kept] = await query(url, `SELECT ${sums} FROM township_total`);
		const [counted] = await query(
			url,
			`SELECT ${sums} FROM (SELECT CASE WHEN kind = 'shelter' THEN people END AS sheltered,
				CASE WHEN kind = 'dispersed' THEN people END AS dispersed FROM count_point WHERE closed_at IS NULL) p`
		);
		expect(kept).toEqual(counted);
		const [last] = await query(url, 'SELECT max(last_seq)::int AS seq FROM feed_batch');
		expect(last).toEqual({ seq: manifest.feedSeq });
	});

	it('of an older version is brought up to this one', async () => {
		const old = targetUrl();
		const [first, ...newer] = readMigrations();
		await migrate(old, [first!]);
		await query(old, "INSERT INTO area (code, level, name, sort_order) VALUES ('430426', 'county', '祁东县', 0)");
		const path = nextFile();
		const { manifest } = await writeBackup(old, path);
		expect(manifest.migrations.map(({ name }) => name)).toEqual([first!.name]);
		const url = targetUrl();
		expect(await restoreBackup(url, path, manifest)).toEqual(newer.map(({ name }) => name));
		expect(await query(url, 'SELECT name FROM area')).toEqual([{ name: '祁东县' }]);
	});

	it('is not written over a file that is there, and leaves none behind that failed', async () => {
		const path = nextFile();
		await writeFile(path, 'mine');
		await expect(writeBackup(source.url, path)).rejects.toThrow(/exists/);
		expect(await readFile(path, 'utf8')).toBe('mine');
		await expect(writeBackup(source.url, join(folder, 'absent', 'x.backup'))).rejects.toThrow(/cannot be written/);
		expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
	});
});

describe('a bad backup', () => {
	let bytes: Buffer;

	beforeAll(async () => {
		const path = nextFile();
		await writeBackup(source.url, path);
		bytes = await readFile(path);
	});

	async function whyNot(content: Buffer): Promise<string> {
		const path = nextFile();
		await writeFile(path, content);
		const failure: unknown = await verifyBackup(path).then(
			() => 'sound',
			(error: unknown) => error
		);
		await rm(path);
		expect(failure).toBeInstanceOf(StartFailure);
		return (failure as StartFailure).message;
	}

	it('is refused with any bit flipped', async () => {
		const step = Math.floor(bytes.length / 60);
		const places = [
			...Array.from({ length: 60 }, (_, index) => 10 + index * step),
			bytes.length - 1,
			bytes.length - 8,
			3
		];
		for (const place of places) {
			const flipped = Buffer.from(bytes);
			flipped[place] = flipped[place]! ^ (1 << (place % 8));
			expect(await whyNot(flipped), String(place)).toMatch(/damaged|cut off|not a backup/);
		}
	});

	it('is refused when it was cut off, wherever', async () => {
		for (const length of [0, 5, 40, 1_000, bytes.length >> 1, bytes.length - 1_000, bytes.length - 9, bytes.length - 1])
			expect(await whyNot(bytes.subarray(0, length)), String(length)).toMatch(/cut off/);
	});

	it('is refused when it is something else', async () => {
		expect(await whyNot(Buffer.from('PK\u0003\u0004 a spreadsheet, perhaps'))).toMatch(/not a backup/);
		expect(await whyNot(gzipSync('only text'))).toMatch(/not a backup|cut off/);
		expect(await whyNot(gzipSync(Buffer.alloc(10_240)))).toMatch(/cut off|not a backup/);
	});

	it('is refused when somebody changed a figure and packed it again', async () => {
		const content = gunzipSync(bytes);
		const at = content.indexOf('洪桥街道');
		content.write('红', at, 'utf8');
		expect(await whyNot(gzipSync(content))).toMatch(/checksum of table area/);
	});

	it('is refused when it comes from a newer version', async () => {
		const path = nextFile();
		await writeFile(path, bytes);
		const { manifest } = await verifyBackup(path);
		manifest.migrations.push({ name: '29990101000000_later', checksum: 'a'.repeat(64) });
		await expect(restoreBackup(targetUrl(), path, manifest)).rejects.toThrow(/newer or different version/);
	});
});

describe('restoring', () => {
	it('leaves a database alone that holds anything', async () => {
		const path = nextFile();
		const { manifest } = await writeBackup(source.url, path);
		const foreign = targetUrl();
		await migrate(foreign);
		await query(foreign, 'CREATE TABLE mine (a int)');
		await query(foreign, 'INSERT INTO mine VALUES (1)');
		await expect(restoreBackup(foreign, path, manifest)).rejects.toThrow(/not empty \(table mine/);

		const before = await contentOf(source.url);
		await expect(restoreBackup(source.url, path, manifest)).rejects.toThrow(/is not empty/);
		expect(await contentOf(source.url)).toEqual(before);
	});

	it('that fails midway leaves the database empty, and can be done again', async () => {
		const path = nextFile();
		const { manifest } = await writeBackup(source.url, path);
		const url = targetUrl();
		const wrong = { ...manifest, tables: manifest.tables.map((table) => ({ ...table })) };
		wrong.tables.at(-1)!.sha256 = 'f'.repeat(64);
		await expect(restoreBackup(url, path, wrong)).rejects.toThrow(/was undone/);
		expect(await query(url, 'SELECT 1 FROM area')).toEqual([]);
		expect(await query(url, "SELECT 1 FROM pg_trigger WHERE tgname = 'append_only' AND tgenabled <> 'O'")).toEqual([]);
		await restoreBackup(url, path, manifest);
		expect(await query(url, 'SELECT count(*)::int FROM area')).toEqual(
			await query(source.url, 'SELECT count(*)::int FROM area')
		);
	});

	it('loses nothing unnumbered or unsealed while others use the cluster', async () => {
		await publishLogs(db.pool);
		await count(11);
		const path = nextFile();
		const { manifest } = await writeBackup(source.url, path);
		const url = targetUrl();
		await restoreBackup(url, path, manifest);
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		await client.query('BEGIN; SELECT pg_current_xact_id()');
		// Transactions of other databases that begin later and end earlier.
		for (let index = 0; index < 3; index++) await query(source.url, 'SELECT pg_current_xact_id()');
		await client.query('SELECT rebase_log_positions(); COMMIT');
		await client.end();
		const restored = openDatabase(url);
		await publishLogs(restored.pool);
		expect(await query(url, 'SELECT max(last_seq)::int AS seq FROM feed_batch')).toEqual([
			{ seq: manifest.feedSeq + 1 }
		]);
		expect(await verifyAudit(restored.pool)).toMatchObject({ findings: [], waiting: 0 });
		await restored.close();
	});
});
