import type { ArchiveRun } from '#domain/archive/archive.ts';
import type { ArchiveRun as Row } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';

function archiveRun({ startedAt, endedAt, ...row }: Row): ArchiveRun {
	return { ...row, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}

/** Lets one batch of the anonymising be worked on at a time, by whichever process. */
export async function lockArchive(tx: Tx): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('anlan archive', 0))`;
}

/** Adds to the run under way, or begins one. The archive is locked. */
export async function addToRun(
	tx: Tx,
	now: Date,
	added: Partial<Pick<ArchiveRun, 'households' | 'persons' | 'questions' | 'refusals'>>
): Promise<void> {
	const { households = 0, persons = 0, questions = 0, refusals = 0 } = added;
	const open = await tx.archiveRun.findFirst({ where: { endedAt: null } });
	if (!open) await tx.archiveRun.create({ data: { id: newId(), startedAt: now, ...added } });
	else {
		const counts = {
			households: { increment: households },
			persons: { increment: persons },
			questions: { increment: questions },
			refusals: { increment: refusals }
		};
		await tx.archiveRun.update({ where: { id: open.id }, data: counts });
	}
}

/** Ends the run under way; null when there is none. The archive is locked. */
export async function endRun(tx: Tx, endedAt: Date): Promise<ArchiveRun | null> {
	const open = await tx.archiveRun.findFirst({ where: { endedAt: null } });
	return open && archiveRun(await tx.archiveRun.update({ where: { id: open.id }, data: { endedAt } }));
}

/** The run that began last. */
export async function findLastRun(db: Pick<Tx, 'archiveRun'>): Promise<ArchiveRun | null> {
	const row = await db.archiveRun.findFirst({ orderBy: { startedAt: 'desc' } });
	return row && archiveRun(row);
}
