import pg from 'pg';
import { StartFailure } from '../start-failure.ts';
import { databaseName, withDatabaseName } from './database-url.ts';
import { readMigrations, readSchema, type Migration } from './migration-files.ts';
import { diskFull } from './postgres-failure.ts';

/** Any number, the same in all servers: who holds it migrates. */
const migrationLock = 430_426_000;

const oldestVersion = 150_000;

type Row = { migration_name: string; checksum: string; is_finished: boolean };

function describe(error: unknown, url: string): unknown {
	const { code, message } = error as { code?: string; message?: string };
	if (code === '53100') return diskFull('PostgreSQL');
	const { host } = new URL(url);
	const words: Record<string, { zh: string; en: string }> = {
		ECONNREFUSED: { zh: '拒绝连接', en: 'the connection is refused' },
		ENOTFOUND: { zh: '找不到主机', en: 'the host is not found' },
		ETIMEDOUT: { zh: '连接超时', en: 'the connection timed out' },
		'28P01': { zh: '用户名或密码不对', en: 'the user name or the password is wrong' },
		'28000': { zh: '不许这个用户登录', en: 'this user may not log in' },
		'42501': { zh: '这个用户无权建库或建表', en: 'this user may not create the database or its tables' }
	};
	const known = words[code ?? ''];
	if (!known) return error;
	return new StartFailure(
		1,
		[
			{
				zh: `数据库 ${databaseName(url)}（${host}）不能用：${known.zh}。请检查 DATABASE_URL。`,
				en: `The database ${databaseName(url)} at ${host} cannot be used: ${known.en} (${message ?? code}). Check DATABASE_URL.`
			}
		],
		{ cause: error }
	);
}

async function connect(url: string): Promise<pg.Client> {
	const client = new pg.Client({
		connectionString: url,
		application_name: 'anlan-migrate',
		connectionTimeoutMillis: 15_000
	});
	client.on('error', () => undefined);
	await client.connect();
	return client;
}

/** Connects, and creates the database first when it is missing. */
async function connectOrCreate(url: string): Promise<pg.Client> {
	try {
		return await connect(url);
	} catch (error) {
		if ((error as { code?: string }).code !== '3D000') throw error;
	}
	const admin = await connect(withDatabaseName(url, 'postgres'));
	try {
		await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(databaseName(url))} TEMPLATE template0 ENCODING 'UTF8'`);
	} catch (error) {
		// 42P04, 23505: another server was quicker.
		if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
	} finally {
		await admin.end();
	}
	return connect(url);
}

async function checkServer(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ version: number; shown: string; encoding: string }>(
		`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown,
		        current_setting('server_encoding') AS encoding`
	);
	const [server] = rows;
	if (server && server.version < oldestVersion) {
		throw new StartFailure(1, [
			{
				zh: `PostgreSQL ${server.shown} 太旧：需要 15 或更新的版本。`,
				en: `PostgreSQL ${server.shown} is too old: version 15 or newer is needed.`
			}
		]);
	}
	if (server && server.encoding !== 'UTF8') {
		throw new StartFailure(1, [
			{
				zh: `数据库的编码是 ${server.encoding}，应为 UTF8。请另建一个 UTF8 的库。`,
				en: `The database's encoding is ${server.encoding}; it has to be UTF8. Create another one in UTF8.`
			}
		]);
	}
}

async function readApplied(client: pg.Client): Promise<Row[]> {
	const { rows } = await client.query<{ exists: boolean }>(
		`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`
	);
	if (!rows[0]?.exists) return [];
	const applied = await client.query<Row>(
		`SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
		   FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`
	);
	return applied.rows;
}

function checkHistory(applied: Row[], migrations: Migration[]): void {
	for (const row of applied.filter((one) => one.is_finished)) {
		const migration = migrations.find((one) => one.name === row.migration_name);
		if (!migration) {
			throw new StartFailure(1, [
				{
					zh: `数据库比程序新：它已有迁移 ${row.migration_name}，而本版本没有。请使用较新的程序版本。`,
					en: `The database is newer than the program: it has the migration ${row.migration_name}, which this version lacks. Use the newer version.`
				}
			]);
		}
		if (migration.checksum !== row.checksum) {
			throw new StartFailure(1, [
				{
					zh: `迁移 ${row.migration_name} 在应用之后被改动过。请恢复原文件，改动请写成新的迁移。`,
					en: `The migration ${row.migration_name} was edited after it was applied. Put the file back, and make the change a migration of its own.`
				}
			]);
		}
	}
}

async function withLockedDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	let client: pg.Client;
	try {
		client = await connectOrCreate(url);
	} catch (error) {
		throw describe(error, url);
	}
	try {
		await checkServer(client);
		await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
		return await work(client);
	} catch (error) {
		throw describe(error, url);
	} finally {
		await client.end();
	}
}

/**
 * Brings the database of this address to the state of this version and returns the names of the migrations applied.
 * Creates the database when it is missing and the user may. Several servers may call it at once. Each migration takes
 * effect as a whole or not at all; one that was cut short is done again. Throws a StartFailure when the database is
 * unreachable, too old, newer than the program, or has another history.
 *
 * @param migrations all of this version, or the first of them to stop at an older state
 */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
	return withLockedDatabase(url, async (client) => {
		const applied = await readApplied(client);
		checkHistory(applied, migrations);
		const finished = new Set(applied.filter((row) => row.is_finished).map((row) => row.migration_name));
		if (migrations.every(({ name }) => finished.has(name))) return [];
		const broken = applied.filter((row) => !row.is_finished).map((row) => row.migration_name);
		// Only now: the engine takes a tenth of a second to load, which an ordinary start need not wait for.
		const { applyMigrations } = await import('./schema-engine.ts');
		return applyMigrations(url, migrations, broken);
	});
}

/** The names of the migrations that the database of this address lacks; changes nothing but an absent database. */
export async function pendingMigrations(url: string): Promise<string[]> {
	return withLockedDatabase(url, async (client) => {
		const applied = await readApplied(client);
		const finished = new Set(applied.filter((row) => row.is_finished).map((row) => row.migration_name));
		return readMigrations()
			.map(({ name }) => name)
			.filter((name) => !finished.has(name));
	});
}

/**
 * For developers: the SQL that the next migration needs so that the migrations lead to the Prisma schema, or an empty
 * string. Works in a scratch database on the server of this address.
 */
export async function diffMigration(url: string): Promise<string> {
	const { diffToSchema } = await import('./schema-engine.ts');
	return diffToSchema(withDatabaseName(url, 'postgres'), readMigrations(), readSchema());
}
