import type { KeptWarning, WarningOrigin } from '#domain/warnings/find-warnings.ts';
import type { Warning } from '#domain/warnings/warning.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Prisma } from '../db/generated/client.ts';

/** The messages of each origin that are looked at: a county has a few hundred a year. */
const MOST = 200;

const NEWEST_FIRST = [{ sent: 'desc' }, { id: 'desc' }] satisfies Prisma.WarningOrderByWithRelationInput[];
const KEPT = {
	...{ id: true, content: true, areaCodes: true, fileName: true, cameBy: true, receivedAt: true, accountName: true }
} satisfies Prisma.WarningSelect;

/** The latest messages that came, and the latest that the county issued, newest first. */
export async function findWarnings(db: Pick<Database['prisma'], 'warning'>): Promise<KeptWarning[]> {
	const latest = (where: Prisma.WarningWhereInput) =>
		db.warning.findMany({ where, orderBy: NEWEST_FIRST, take: MOST, select: KEPT });
	const [came, own] = await Promise.all([latest({ cameBy: { not: 'own' } }), latest({ cameBy: 'own' })]);
	return [...came, ...own]
		.map(({ content, cameBy, receivedAt, ...row }) => ({
			...row,
			warning: content as unknown as Warning,
			cameBy: cameBy as WarningOrigin,
			receivedAt: receivedAt.toISOString()
		}))
		.sort((a, b) => Date.parse(b.warning.sent) - Date.parse(a.warning.sent));
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

/** Holds a message until the transaction ends; false when there is none. */
export async function lockWarning(tx: Tx, id: string): Promise<boolean> {
	const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM warning WHERE id = ${id}::uuid FOR UPDATE`;
	return rows.length > 0;
}

/** The file of a message that the county issued; null for others. */
export async function findNoticeFile(db: Pick<Database['prisma'], 'warning'>, id: string): Promise<string | null> {
	const row = await db.warning.findUnique({ where: { id }, select: { file: true } });
	return row?.file ?? null;
}

/** What a message is written down as. */
export interface NewWarning {
	id: string;
	warning: Warning;
	areaCodes: string[];
	fileName: string;
	cameBy: WarningOrigin;
	sha256: string;
	/** The file of what the county issued. */
	file?: string;
}

export async function insertWarning(tx: Tx, { actor, now }: CommandContext, kept: NewWarning): Promise<void> {
	const { id, warning, areaCodes, fileName, cameBy, sha256, file } = kept;
	const { sender, identifier, sent } = warning;
	await tx.warning.create({
		data: {
			...{ id, sender, identifier, sent: new Date(sent), areaCodes, fileName, cameBy, sha256, file },
			content: JSON.parse(JSON.stringify(warning)) as object,
			accountId: actor.accountId,
			accountName: actor.name,
			receivedAt: now
		}
	});
}
