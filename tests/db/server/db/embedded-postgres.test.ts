import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
	appendFileSync,
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findCluster } from '#server/db/data-directory.ts';
import { findRunningUrl, withDatabaseName } from '#server/db/database-url.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { findPostmaster } from '#server/db/postmaster.ts';
import { withDatabase } from '#server/db/with-database.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const holder = fileURLToPath(new URL('./hold-database.ts', import.meta.url));

let base: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

async function start(folder = dataDir): Promise<EmbeddedPostgres> {
	const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
	running.push(postgres);
	return postgres;
}

/** A process of its own on the data folder; `printed` resolves with the address, or with what it said as it ended. */
function startElsewhere() {
	const child = spawn(process.execPath, ['--import', 'tsx', holder, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
	children.push(child);
	const exited = once(child, 'exit') as Promise<[number | null]>;
	let said = '';
	child.stderr.on('data', (data: Buffer) => (said += data.toString()));
	const printed = new Promise<string>((resolve) => {
		child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
		child.once('close', () => resolve(said));
	});
	return { child, exited, printed };
}

async function query(url: string, sql: string): Promise<pg.QueryResult<Record<string, unknown>>> {
	const client = new pg.Client({ connectionString: withDatabaseName(url, 'postgres') });
	client.on('error', () => undefined);
	await client.connect();
	return client.query<Record<string, unknown>>(sql).finally(() => client.end());
}

async function readNote(url: string): Promise<unknown> {
	return (await query(url, 'SELECT text FROM note')).rows[0]?.text;
}

const writeNote = (url: string) => query(url, `CREATE TABLE note AS SELECT 'kept'::text AS text`);

beforeEach(() => {
	base = mkdtempSync(join(tmpdir(), 'anlan-embedded-'));
	chmodSync(base, 0o711);
	dataDir = join(base, 'data');
});

afterEach(async () => {
	for (const postgres of running.splice(0)) await postgres.stop();
	for (const child of children.splice(0)) child.kill('SIGKILL');
	vi.clearAllMocks();
	rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

describe('startEmbeddedPostgres', () => {
	it('makes a durable database once, and finds it again', async () => {
		const first = await start();
		expect(findRunningUrl(dataDir)).toBe(first.url);
		const { rows } = await query(
			first.url,
			`SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS sums,
			        current_setting('server_encoding') AS encoding, current_setting('jit') AS jit`
		);
		expect(rows[0]).toEqual({ fsync: 'on', sums: 'on', encoding: 'UTF8', jit: 'off' });
		await writeNote(first.url);
		await first.stop();
		expect(findRunningUrl(dataDir)).toBeNull();
		expect(await readNote((await start()).url)).toBe('kept');
	});

	it('keeps its password to itself', async () => {
		const { url } = await start();
		const wrong = new URL(url);
		wrong.password = 'guessed';
		await expect(query(wrong.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
	});

	it('mends itself after a kill during the first start', async () => {
		mkdirSync(dataDir, { mode: 0o711 });
		const { child, exited } = startElsewhere();
		const isInitdbAtWork = () =>
			readdirSync(dataDir).some((name) => existsSync(join(dataDir, name, 'postgres', 'PG_VERSION')));
		await vi.waitFor(() => expect(isInitdbAtWork()).toBe(true), { timeout: 15_000, interval: 5 });
		child.kill('SIGKILL');
		await exited;
		expect(findCluster(dataDir)).toBeNull();
		await writeNote((await start()).url);
		expect(readdirSync(dataDir)).toEqual(['postgres']);
	});

	it('takes over from a server that was killed and left its PostgreSQL behind', async () => {
		const { child, exited, printed } = startElsewhere();
		await writeNote(await printed);
		child.kill('SIGKILL');
		await exited;
		const orphan = findPostmaster(join(dataDir, 'postgres'));
		expect(orphan?.isReady).toBe(true);
		const next = await start();
		expect(next.pid).not.toBe(orphan?.pid);
		expect(log.warn).toHaveBeenCalledWith(expect.stringContaining('outlived'));
		expect(await readNote(next.url)).toBe('kept');
	});

	it('refuses a second start on the same data folder at once', async () => {
		await start();
		const { exited, printed } = startElsewhere();
		const [code] = await exited;
		expect(code).toBe(3);
		expect(await printed).toContain(`安澜已在运行：另一个进程（进程 ${process.pid}）`);
		expect(await printed).toContain('Anlan is already running');
	});

	it('starts PostgreSQL again when it is killed, at the same address with all that was committed', async () => {
		const postgres = await start();
		await writeNote(postgres.url);
		const before = postgres.pid;
		process.kill(before, 'SIGKILL');
		await vi.waitFor(async () => expect(await readNote(postgres.url)).toBe('kept'), { timeout: 15_000, interval: 50 });
		expect(postgres.pid).not.toBe(before);
		expect(log.error).toHaveBeenCalledWith(expect.stringContaining('unexpectedly'));
	});

	it('is not misled by a postmaster.pid whose number now belongs to another process', async () => {
		const first = await start();
		await writeNote(first.url);
		await first.stop();
		writeFileSync(
			join(dataDir, 'postgres', 'postmaster.pid'),
			`${process.pid}\n${dataDir}/postgres\n1\n1\n\n\n\nready\n`
		);
		expect(findRunningUrl(dataDir)).toBeNull();
		expect(await readNote((await start()).url)).toBe('kept');
	});

	it('stops within three seconds while clients are at work', async () => {
		const { url, stop } = await start().then((one) => ({ url: one.url, stop: () => one.stop() }));
		const busy = query(url, 'SELECT pg_sleep(60)').catch((error: unknown) => error);
		const idle = new pg.Client({ connectionString: withDatabaseName(url, 'postgres') });
		idle.on('error', () => undefined);
		await idle.connect();
		await idle.query('BEGIN');
		const begun = performance.now();
		await stop();
		expect(performance.now() - begun).toBeLessThan(3000);
		expect(await busy).toBeInstanceOf(Error);
		await idle.end();
	});

	it('gives up a start that is no longer wanted, and leaves nothing running', async () => {
		await start().then((one) => one.stop());
		const signal = AbortSignal.abort(new Error('not wanted'));
		await expect(startEmbeddedPostgres({ dataDir, log, signal })).rejects.toThrow('not wanted');
		expect(findPostmaster(join(dataDir, 'postgres'))).toBeNull();
		await start();
	});

	it('says what PostgreSQL said when it does not start', async () => {
		await start().then((one) => one.stop());
		appendFileSync(join(dataDir, 'postgres', 'local.conf'), 'max_connections = many\n');
		await expect(start()).rejects.toThrow(/max_connections/);
		writeFileSync(join(dataDir, 'postgres', 'local.conf'), 'max_connections = 50\n');
		const { rows } = await query((await start()).url, 'SHOW max_connections');
		expect(rows).toEqual([{ max_connections: '50' }]);
	});
});

// Only root gives PostgreSQL another account, and only then a closed folder is in its way.
if (process.getuid?.() === 0) {
	describe('as root in a folder that only root may enter', () => {
		it('keeps the database where its account reaches it, and finds it again', async () => {
			chmodSync(base, 0o700);
			const first = await start();
			const home = readFileSync(join(dataDir, 'postgres-home'), 'utf8').trim();
			try {
				expect(home).not.toContain(base);
				expect(dirname(findCluster(dataDir) ?? '')).toBe(home);
				await writeNote(first.url);
				await first.stop();
				const second = await start();
				expect(await readNote(second.url)).toBe('kept');
				await second.stop();
			} finally {
				for (const postgres of running.splice(0)) await postgres.stop();
				rmSync(home, { recursive: true, force: true });
			}
			await expect(start()).rejects.toThrow(/which is not there/);
		});
	});
}

describe('withDatabase', () => {
	const config = () => ({ databaseUrl: null, dataDir });

	it('starts the database for the work and stops it afterwards', async () => {
		await withDatabase(config(), log, (url) => writeNote(url));
		expect(findRunningUrl(dataDir)).toBeNull();
	});

	it('joins a server that is still starting', async () => {
		const { printed } = startElsewhere();
		await vi.waitFor(() => expect(readdirSync(dataDir)).not.toEqual([]), { timeout: 15_000, interval: 10 });
		const url = await withDatabase(config(), log, async (one) => {
			await writeNote(one);
			return one;
		});
		expect(url).toBe(await printed);
		expect(findRunningUrl(dataDir)).toBe(url);
	});

	it('uses a PostgreSQL of one’s own without starting any', async () => {
		const databaseUrl = 'postgresql://a:b@host/c';
		expect(await withDatabase({ databaseUrl, dataDir }, log, async (url) => url)).toBe(databaseUrl);
		expect(existsSync(dataDir)).toBe(false);
	});
});
