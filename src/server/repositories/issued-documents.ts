import type { DocumentContent, DocumentFormat, DocumentKind } from '#domain/documents/document.ts';
import type { DocumentLine } from '#domain/documents/issue-document.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';

type Reader = Pick<Tx, 'issuedDocument' | 'issuedDocumentFile'>;

const LINE = {
	id: true,
	eventId: true,
	kind: true,
	number: true,
	title: true,
	reference: true,
	issuedAt: true,
	accountName: true,
	sha256: true
} as const;

interface LineRow extends Omit<DocumentLine, 'kind' | 'issuedAt'> {
	kind: string;
	issuedAt: Date;
}

function lineOf({ id, eventId, kind, number, title, reference, issuedAt, accountName, sha256 }: LineRow): DocumentLine {
	return {
		...{ id, eventId, number, title, reference, accountName, sha256 },
		kind: kind as DocumentKind,
		issuedAt: issuedAt.toISOString()
	};
}

/** The documents of an event, newest first. */
export async function findDocuments(db: Reader, eventId: string): Promise<DocumentLine[]> {
	const orderBy = [{ issuedAt: 'desc' as const }, { id: 'desc' as const }];
	const rows = await db.issuedDocument.findMany({ where: { eventId }, orderBy, select: LINE });
	return rows.map(lineOf);
}

/** A document with its content; null when there is none. */
export async function findDocument(
	db: Reader,
	id: string
): Promise<{ line: DocumentLine; content: DocumentContent } | null> {
	const row = await db.issuedDocument.findUnique({ where: { id } });
	return row && { line: lineOf(row), content: row.content as unknown as DocumentContent };
}

/** The last issue of a kind for an event; null before the first. */
export async function findLastIssue(db: Reader, eventId: string, kind: DocumentKind): Promise<DocumentContent | null> {
	const orderBy = { number: 'desc' as const };
	const row = await db.issuedDocument.findFirst({ where: { eventId, kind }, orderBy, select: { content: true } });
	return row && (row.content as unknown as DocumentContent);
}

/** A document's files with their bytes. */
export async function findDocumentFiles(
	db: Reader,
	documentId: string
): Promise<{ format: DocumentFormat; bytes: Uint8Array; sha256: string }[]> {
	const rows = await db.issuedDocumentFile.findMany({ where: { documentId }, orderBy: { format: 'asc' } });
	return rows.map(({ format, bytes, sha256 }) => ({ format: format as DocumentFormat, bytes, sha256 }));
}

/** Holds back whoever else issues this kind for this event until the transaction ends. */
export async function lockIssues(tx: Tx, eventId: string, kind: DocumentKind): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`document ${kind} ${eventId}`}, 0))`;
}

export interface NewDocument {
	id: string;
	content: DocumentContent;
	sha256: string;
	files: { format: DocumentFormat; bytes: Uint8Array<ArrayBuffer>; sha256: string }[];
}

export async function insertDocument(tx: Tx, { actor }: CommandContext, made: NewDocument): Promise<void> {
	const { id, content, sha256, files } = made;
	const { kind, number, title, reference, responsible, filledBy, issuedAt, event } = content;
	await tx.issuedDocument.create({
		data: {
			...{ id, kind, number, title, reference, sha256, responsible, filledBy },
			eventId: event.id,
			content: JSON.parse(JSON.stringify(content)) as object,
			accountId: actor.accountId,
			accountName: actor.name,
			issuedAt: new Date(issuedAt),
			files: { create: files }
		}
	});
}
