import type { KeptWarning } from '#domain/warnings/find-warnings.ts';
import type { Warning } from '#domain/warnings/warning.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Database, Tx } from '../db/database.ts';

/** The messages that are looked at: a county has a few hundred a year. */
const MOST = 200;

/** The latest messages, newest first. */
export async function findWarnings(db: Pick<Database['prisma'], 'warning'>): Promise<KeptWarning[]> {
	const rows = await db.warning.findMany({
		orderBy: [{ sent: 'desc' }, { id: 'desc' }],
		take: MOST,
		select: { id: true, content: true, areaCodes: true, fileName: true, receivedAt: true, accountName: true }
	});
	return rows.map(({ content, receivedAt, ...row }) => ({
		...row,
		warning: content as unknown as Warning,
		receivedAt: receivedAt.toISOString()
	}));
}

/** The id of a message that is here already, with the hash of its file. */
export function findSame(
	tx: Tx,
	{ sender, identifier, sent }: Warning
): Promise<{ id: string; sha256: string } | null> {
	return tx.warning.findUnique({
		where: { sender_identifier_sent: { sender, identifier, sent: new Date(sent) } },
		select: { id: true, sha256: true }
	});
}

/** What a message is written down as. */
export interface NewWarning {
	id: string;
	warning: Warning;
	areaCodes: string[];
	fileName: string;
	sha256: string;
}

export async function insertWarning(tx: Tx, { actor, now }: CommandContext, kept: NewWarning): Promise<void> {
	const { id, warning, areaCodes, fileName, sha256 } = kept;
	const { sender, identifier, sent } = warning;
	await tx.warning.create({
		data: {
			...{ id, sender, identifier, sent: new Date(sent), areaCodes, fileName, sha256 },
			content: JSON.parse(JSON.stringify(warning)) as object,
			accountId: actor.accountId,
			accountName: actor.name,
			receivedAt: now
		}
	});
}
