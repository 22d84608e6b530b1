import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { migrate, pendingMigrations } from '../db/migrate.ts';
import { withDatabase } from '../db/with-database.ts';
import { postgresLog } from '../db/postgres-log.ts';

/** `migrate`: brings the database to the state of this version, or with `--check` only tells what is missing. */
export function registerMigrate(program: Command): void {
	program
		.command('migrate')
		.description('更新数据库结构到本版本 · bring the database to the state of this version')
		.option(
			'--check',
			'只查看缺少哪些，不改动；缺少时退出码为 1 · only list what is missing; exit code 1 if anything is'
		)
		.action(async ({ check = false }: { check?: boolean }) => {
			await withDatabase(readConfig(process.env), postgresLog, async (url) => {
				const names = check ? await pendingMigrations(url) : await migrate(url);
				for (const name of names) process.stdout.write(`${name}\n`);
				if (names.length === 0) process.stdout.write('数据库已是最新 · the database is up to date\n');
				else if (check) process.exitCode = 1;
			});
		});
}
