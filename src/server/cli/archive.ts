import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { requireClosed } from '#domain/archive/archive.ts';
import { KEPT_REASON_NAMES, type KeptReason } from '#domain/archive/due.ts';
import { Reason } from '#domain/shared/fields.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { anonymiseDue, previewDue, type ArchiveHost } from '../archive/anonymise.ts';
import { findArchiveStatus } from '../archive/archive-status.ts';
import { writeExport } from '../archive/write-export.ts';
import { accept, record } from '../commands/execute.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { newId } from '../new-id.ts';
import { loadKeyring } from '../people/load-keyring.ts';
import { PolicyCache } from '../policies/policy-cache.ts';
import { insertExport } from '../repositories/archive.ts';
import { findEvent } from '../repositories/events.ts';

/** `archive`: personal data after an event, from the server's console. Told in the trail as “system”. */
export function registerArchive(program: Command): void {
	const archive = program.command('archive').description('结案后的个人信息 · personal data after an event');
	archive
		.command('status')
		.description('各结案事件的导出与匿名情况 · exports and anonymising of the closed events')
		.action(() => withArchive(printStatus));
	archive
		.command('export <event-id> <file>')
		.description('导出事件的个人信息存档（XLSX，不打码）· write the people of an event, unmasked, for the file')
		.requiredOption('--reason <text>', '原因，记入日志 · why, kept in the trail')
		.action((eventId: string, file: string, { reason }: { reason: string }) =>
			withArchive((host) => exportTo(host, eventId, file, reason))
		);
	archive
		.command('anonymise')
		.description('对到期人员做匿名处理（服务每天自动做）· anonymise who is due (the server does it daily)')
		.option('--dry-run', '只统计，不改动 · count only, change nothing')
		.action(({ dryRun }: { dryRun?: boolean }) =>
			withArchive((host, days) => (dryRun ? preview(host, days) : anonymise(host, days)))
		);
}

async function withArchive(work: (host: ArchiveHost, days: number) => Promise<void>): Promise<void> {
	const config = readConfig(process.env);
	await withDatabase(config, postgresLog, async (url) => {
		await migrate(url);
		const db = openDatabase(url, { max: 2 });
		try {
			const policies = new PolicyCache(db);
			await policies.refresh();
			const keyring = await loadKeyring(config, db);
			const host = { db, keyring, countyCode: config.county, committed: () => undefined };
			await work(host, policies.current().personalDataDaysAfterClose);
		} finally {
			await db.close();
		}
	});
}

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
const keptLine = (reason: KeptReason, persons: number) =>
	`  ${persons} 人 · people: ${KEPT_REASON_NAMES[reason].zh} · ${KEPT_REASON_NAMES[reason].en}`;

async function printStatus({ db }: ArchiveHost, days: number): Promise<void> {
	const { events, lastRun } = await findArchiveStatus(db, days, new Date());
	for (const event of events)
		print(
			`${event.eventId}\t${event.name}`,
			`  结案 · closed ${event.closedAt.slice(0, 10)}，到期 · due ${event.dueAt.slice(0, 10)}`,
			`  ${event.persons} 人，已匿名 ${event.anonymised} · ${event.persons} people, ${event.anonymised} anonymised`,
			`  导出 · exported: ${event.export ? `${event.export.at.slice(0, 10)} ${event.export.byName}` : '—'}`,
			...(event.hold ? [`  缓期至 · held until ${event.hold.until}：${event.hold.reason}`] : []),
			...event.kept.map(({ reason, persons }) => keptLine(reason, persons))
		);
	print(`上次 · last run: ${lastRun ? `${lastRun.startedAt} (${lastRun.persons})` : '—'}`);
}

async function exportTo(host: ArchiveHost, eventId: string, file: string, given: string): Promise<void> {
	const reason = Reason.safeParse(given);
	if (!reason.success) throw new ProblemError('reasonRequired');
	const event = await findEvent(host.db.prisma, eventId);
	if (!event) throw new ProblemError('notFound');
	accept(requireClosed(event));
	const { bytes, sha256, persons } = await writeExport(host, eventId);
	await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
	const context = { actor: SYSTEM_ACTOR, deviceId: null, requestId: newId(), now: new Date() };
	await host.db.prisma.$transaction(async (tx) => {
		const exportId = await insertExport(tx, context, { eventId, persons, sha256, reason: reason.data });
		const subject = { subjectType: 'event' as const, subjectId: eventId, areaCode: host.countyCode };
		const after = { exportId, persons, sha256 };
		const audit = [{ verb: 'archive.export' as const, ...subject, after, reason: reason.data }];
		await record(tx, host.countyCode, context, { answer: null, changes: [], audit });
	});
	print(`${persons} 人已写入 ${file} · ${persons} people written`, `SHA-256 ${sha256}`);
}

async function preview(host: ArchiveHost, days: number): Promise<void> {
	const { households, persons, kept } = await previewDue(host, { days, now: new Date() });
	print(
		`到期 ${households} 户 ${persons} 人，未改动 · due: ${households} households, ${persons} people; nothing changed`
	);
	for (const [reason, people] of Object.entries(kept)) print(keptLine(reason as KeptReason, people));
}

async function anonymise(host: ArchiveHost, days: number): Promise<void> {
	const run = await anonymiseDue(host, { days, now: new Date() });
	const { households, persons, questions, refusals } = run ?? { households: 0, persons: 0, questions: 0, refusals: 0 };
	print(
		`已匿名 ${households} 户 ${persons} 人、寻亲询问 ${questions} 条、退回说明 ${refusals} 条`,
		`anonymised: ${households} households, ${persons} people, ${questions} questions of relatives, words of ${refusals} refusals`
	);
}
