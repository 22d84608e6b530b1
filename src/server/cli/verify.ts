import type { Command } from 'commander';
import { ChainHeadInput, dayOf, printableHash } from '#domain/audit/audit-entry.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { describeFinding } from '../audit/finding.ts';
import { verifyAudit, type Verdict } from '../audit/verify.ts';
import { readConfig } from '../config.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { findChainHead, sealAuditEntries } from '../repositories/audit.ts';

interface VerifyOptions {
	head?: string;
	json?: boolean;
	seal?: boolean;
	printHead?: boolean | string;
}

const HELP = `
日志链的末端哈希每天打印或寄出一份，存放在系统之外；日后用 --head 核对，可证明那天之前的日志未被改动。
Print or mail the chain's last hash every day and keep it outside; with --head it later proves the log up to that day.
  npm run --silent anlan -- verify --print-head | mail -s "安澜 $(date +%F)" audit@example.cn
`;

/** `verify`: proves the audit chain, or prints a day's last hash to be kept outside. */
export function registerVerify(program: Command): void {
	program
		.command('verify')
		.description('核验操作日志链 · prove the audit trail')
		.option('--head <hash>', '在系统之外留存的哈希，必须在链上 · a hash kept outside, which must be in the chain')
		.option('--seal', '先把尚未入链的日志入链 · first seal what waits to be sealed')
		.option('--print-head [day]', '打印某天（默认今天）最后的哈希 · print the last hash of a day (today)')
		.option('--json', '以 JSON 输出 · answer in JSON')
		.addHelpText('after', HELP)
		.action(async (options: VerifyOptions) => {
			await withDatabase(readConfig(process.env), postgresLog, async (url) => {
				const db = openDatabase(url, { max: 2 });
				try {
					if (options.seal) await sealAuditEntries(db.pool);
					if (options.printHead) await printHead(db, options);
					else await verify(db, options);
				} finally {
					await db.close();
				}
			});
		});
}

async function verify(db: Database, { head, json }: VerifyOptions): Promise<void> {
	const verdict = await verifyAudit(db.pool, head?.replace(/\s/g, '').toLowerCase());
	process.stdout.write(json ? `${JSON.stringify(verdict)}\n` : `${linesOf(verdict).join('\n')}\n`);
	if (verdict.findings.length > 0) process.exitCode = 1;
}

function linesOf({ blocks, entries, waiting, head, findings }: Verdict): string[] {
	const isProved = findings.length === 0;
	return [
		`共 ${entries} 条日志、${blocks} 块，另有 ${waiting} 条刚写入待入链 · ${entries} entries in ${blocks} blocks, ${waiting} waiting to be sealed`,
		`末端 · head: ${head ? printableHash(head.hash) : '—'}`,
		...findings.map(describeFinding).map(({ zh, en }) => `✗ ${zh}\n  ${en}`),
		isProved ? '日志链完整 · the chain is proved' : `发现 ${findings.length} 处问题 · ${findings.length} findings`
	];
}

async function printHead(db: Database, { printHead: asked, json }: VerifyOptions): Promise<void> {
	const given = ChainHeadInput.safeParse({ day: typeof asked === 'string' ? asked : undefined });
	if (!given.success) throw new ProblemError('invalidInput', { summary: `--print-head ${String(asked)} (2026-01-26)` });
	const day = given.data.day ?? dayOf(new Date());
	const head = await findChainHead(db.pool, day);
	if (json) process.stdout.write(`${JSON.stringify({ day, head })}\n`);
	else if (head) {
		const lines = [
			`安澜操作日志链 · Anlan audit chain`,
			`日期 · day: ${day} (Asia/Shanghai)`,
			`块号 · block: ${head.number}`,
			`入链时间 · sealed: ${head.sealedAt}`,
			`哈希 · SHA-256: ${printableHash(head.hash)}`,
			`核对 · check: npm run anlan -- verify --head ${head.hash}`
		];
		process.stdout.write(`${lines.join('\n')}\n`);
	} else process.stdout.write(`${day} 之前没有日志 · there is no trail up to ${day}\n`);
}
