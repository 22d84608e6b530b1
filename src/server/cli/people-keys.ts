import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { keyFilePath } from '../people/key-file.ts';
import { loadKeyring } from '../people/load-keyring.ts';
import { rotateKeys } from '../people/rotate-keys.ts';
import { findConnectedServers } from '../repositories/demo.ts';
import { StartFailure } from '../start-failure.ts';

/** `people-keys`: the keys that people's records are encrypted with. */
export function registerPeopleKeys(program: Command): void {
	program
		.command('people-keys')
		.description('人员信息的密钥 · the keys of people’s records')
		.command('rotate')
		.description('换新密钥，并用它重新加密全部人员信息 · take a new key and encrypt every record with it')
		.action(rotate);
}

async function rotate(): Promise<void> {
	const config = readConfig(process.env);
	await withDatabase(config, postgresLog, async (url) => {
		await migrate(url);
		const db = openDatabase(url, { max: 2 });
		try {
			await requireNoServer(db);
			await loadKeyring(config, db);
			const count = await rotateKeys(db, keyFilePath(config), new Date());
			process.stdout.write(
				`已换新密钥，重新加密 ${count} 人。请备份 ${keyFilePath(config)}。\nNew key; ${count} people encrypted anew. Back up ${keyFilePath(config)}.\n`
			);
		} finally {
			await db.close();
		}
	});
}

async function requireNoServer({ pool }: ReturnType<typeof openDatabase>): Promise<void> {
	const client = await pool.connect();
	try {
		if ((await findConnectedServers(client)) === 0) return;
	} finally {
		client.release();
	}
	throw new StartFailure(1, [
		{
			zh: '有服务正在使用这个数据库，请先停止它（Ctrl-C）。',
			en: 'A server is using this database; stop it first (Ctrl-C).'
		}
	]);
}
