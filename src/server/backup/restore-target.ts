import pg from 'pg';
import { databaseName } from '../db/database-url.ts';
import type { Migration } from '../db/migration-files.ts';
import { backupFailure } from './manifest.ts';
import { findTables } from './tables.ts';

/** Rows that the migrations themselves put in: the beginnings of the feed and of the audit chain. */
const MADE_BY_MIGRATIONS: Readonly<Record<string, string>> = { feed_batch: 'number = 0', audit_block: 'number = 0' };

/**
 * Refuses a database that holds anything: tables of something else, or rows. One that is missing is empty, and so is
 * one that was migrated, but not beyond the backup.
 *
 * @throws StartFailure with what it holds
 */
export async function requireEmpty(url: string, level: readonly Migration[]): Promise<void> {
	const client = new pg.Client({ connectionString: url, application_name: 'anlan-restore' });
	try {
		await client.connect();
	} catch (error) {
		if ((error as { code?: string }).code === '3D000') return;
		throw error;
	}
	try {
		const { rows } = await client.query<{ has_migrations: boolean }>(
			"SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS has_migrations"
		);
		if (!rows[0]?.has_migrations) {
			const { rows: tables } = await client.query<{ name: string }>(
				"SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LIMIT 1"
			);
			if (tables[0]) throw notEmpty(url, tables[0].name);
			return;
		}
		await requireNotBeyond(client, level);
		await requireKnown(client, url);
	} finally {
		await client.end();
	}
}

/** Refuses when a table of the database has rows that its migrations did not put there. */
export async function requireKnown(client: pg.ClientBase, url?: string): Promise<void> {
	for (const { name } of await findTables(client)) {
		const made = MADE_BY_MIGRATIONS[name] ?? 'false';
		const { rowCount } = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(name)} WHERE NOT (${made}) LIMIT 1`);
		if (rowCount) throw notEmpty(url, name);
	}
}

async function requireNotBeyond(client: pg.ClientBase, level: readonly Migration[]): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL'
	);
	const beyond = rows.find(({ name }) => !level.some((migration) => migration.name === name));
	if (beyond)
		throw backupFailure(
			`目标数据库的结构比备份新（已有迁移 ${beyond.name}）。请换一个从未使用过的空库，恢复时会自动更新到本版本。`,
			`The target's tables are newer than the backup (it has migration ${beyond.name}). Name a database never used before; restoring brings it up to this version.`
		);
}

function notEmpty(url: string | undefined, table: string) {
	const name = url ? ` ${databaseName(url)}` : '';
	return backupFailure(
		`目标数据库${name} 不是空的（表 ${table} 有内容）。恢复只写入空库：请换一个库（--database），或用 ANLAN_DATA 另指一个新的数据文件夹。没有改动任何内容。`,
		`The target database${name} is not empty (table ${table} holds something). A restore only fills an empty one: name another (--database), or a new data folder (ANLAN_DATA). Nothing was changed.`
	);
}
