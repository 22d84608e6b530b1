import { resolve } from 'node:path';
import type { Command } from 'commander';
import { describeFinding } from '../audit/finding.ts';
import { verifyAudit } from '../audit/verify.ts';
import { verifyBackup } from '../backup/read-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { databaseName } from '../db/database-url.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { publishLogs } from '../repositories/logs.ts';
import { printManifest } from './backup.ts';
import { confirm } from './confirm.ts';

interface RestoreOptions {
	database?: string;
	yes?: boolean;
}

const HELP = `
只恢复到空的数据库。恢复后所有人须重新登录。
Restores only into an empty database. Everyone has to sign in again afterwards.
  ANLAN_DATA=/srv/anlan-new npm run anlan -- restore /mnt/usb/anlan-monday.backup
`;

/** `restore`: checks a backup from end to end, loads it into an empty database and proves the audit chain in it. */
export function registerRestore(program: Command): void {
	program
		.command('restore <file>')
		.description('从备份恢复到空的数据库 · restore a backup into an empty database')
		.option('--database <url>', '目标数据库的网址，默认按设置 · address of the target, by the settings if left out')
		.option('--yes', '不再询问 · do not ask')
		.addHelpText('after', HELP)
		.action(async (file: string, options: RestoreOptions) => {
			const env = options.database === undefined ? {} : { DATABASE_URL: options.database };
			const config = readConfig({ ...process.env, ...env });
			const path = resolve(file);
			const { manifest, sha256 } = await verifyBackup(path);
			printManifest(manifest);
			process.stdout.write(`SHA-256 ${sha256}\n`);
			await withDatabase(config, postgresLog, async (url) => {
				if (!options.yes)
					await confirm(
						`将恢复到数据库 ${databaseName(url)}。`,
						`This will be restored into the database ${databaseName(url)}.`
					);
				const newer = await restoreBackup(url, path, manifest);
				for (const name of newer) process.stdout.write(`已更新 · migrated: ${name}\n`);
				await proveChain(url);
			});
			const start =
				manifest.county === null || manifest.county === config.county ? '' : `ANLAN_COUNTY=${manifest.county} `;
			process.stdout.write(`已恢复 · restored. ${start}npm start\n`);
		});
}

async function proveChain(url: string): Promise<void> {
	const db = openDatabase(url, { max: 2 });
	try {
		await publishLogs(db.pool);
		const { entries, findings } = await verifyAudit(db.pool);
		for (const { zh, en } of findings.map(describeFinding)) process.stderr.write(`✗ ${zh}\n  ${en}\n`);
		if (findings.length > 0) process.exitCode = 1;
		else process.stdout.write(`日志链完好（${entries} 条）· the audit chain is proved (${entries} entries)\n`);
	} finally {
		await db.close();
	}
}
