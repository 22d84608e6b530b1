import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Manifest } from '../backup/manifest.ts';
import { verifyBackup } from '../backup/read-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { readConfig, type Config } from '../config.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';

const HELP = `
文件含密码摘要和个人信息，权限为 0600：请放在别处的加密介质上，并记下打印的 SHA-256。
The file holds password hashes and personal data (mode 0600): keep it elsewhere, encrypted, and note its SHA-256.
  npm run anlan -- backup /mnt/usb/anlan-monday.backup
  npm run anlan -- backup --verify /mnt/usb/anlan-monday.backup
`;

/** `backup`: writes everything into one file while the desk is in use, or checks such a file. */
export function registerBackup(program: Command): void {
	program
		.command('backup [file]')
		.description('备份到一个文件，使用中也可以 · back up into one file, also while in use')
		.option('--verify', '只检查已有的备份文件 · only check a backup file that exists')
		.addHelpText('after', HELP)
		.action(async (file: string | undefined, { verify = false }: { verify?: boolean }, command: Command) => {
			if (verify && file === undefined) command.error('--verify: 请写明文件名 · name the file');
			if (verify) await check(resolve(file!));
			else await backUp(readConfig(process.env), file);
		});
}

async function check(path: string): Promise<void> {
	const { manifest, sha256 } = await verifyBackup(path);
	printManifest(manifest);
	process.stdout.write(`SHA-256 ${sha256}\n备份完好 · the backup is sound: ${path}\n`);
}

async function backUp(config: Config, file: string | undefined): Promise<void> {
	await withDatabase(config, postgresLog, async (url) => {
		const path = file === undefined ? await defaultPath(config) : resolve(file);
		const { manifest, bytes, sha256 } = await writeBackup(url, path);
		printManifest(manifest);
		process.stdout.write(`SHA-256 ${sha256}\n已备份 · backed up: ${path}（${(bytes / 1_048_576).toFixed(1)} MB）\n`);
	});
}

async function defaultPath({ dataDir, county }: Config): Promise<string> {
	const folder = join(dataDir, 'backups');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
	return join(folder, `anlan-${county}-${time}.backup`);
}

/** Prints what a backup holds: of which county and when, how far its logs reach, rows by table. */
export function printManifest({ county, createdAt, app, postgres, feedSeq, auditHead, tables }: Manifest): void {
	const rows = tables.reduce((sum, table) => sum + table.rows, 0);
	const lines = [
		`县 · county: ${county ?? '—'}   时间 · time: ${createdAt}   版本 · version: ${app}   PostgreSQL: ${postgres}`,
		`变更序号 · change feed: ${feedSeq}   日志链 · audit chain: ${auditHead.number} ${auditHead.hash}`,
		...tables.map((table) => `  ${table.name.padEnd(20)} ${String(table.rows).padStart(10)}`),
		`共 ${rows} 行 · ${rows} rows`
	];
	process.stdout.write(`${lines.join('\n')}\n`);
}
