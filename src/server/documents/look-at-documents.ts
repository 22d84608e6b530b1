import type { Actor } from '#domain/access/can.ts';
import type { DocumentFormat } from '#domain/documents/document.ts';
import type { DocumentLine, DocumentView } from '#domain/documents/issue-document.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { Database } from '../db/database.ts';
import type { ExportedFile } from '../exporters/indicators/export-file.ts';
import { findDocument, findDocumentFiles, findDocuments } from '../repositories/issued-documents.ts';
import { eventToRead } from '../trpc/relocation/event-to-read.ts';
import { fileNameOf } from '#domain/documents/document-words.ts';
import { hashOfContent, hashOfFile } from './hash-of.ts';
import { DOCUMENT_TYPES } from './render-document.ts';

type Desk = Pick<Database, 'prisma'>;

/** The documents of an event that concerns the account's area. */
export async function listDocuments(db: Desk, actor: Actor, eventId: string): Promise<DocumentLine[]> {
	await eventToRead(db, actor, eventId);
	return findDocuments(db.prisma, eventId);
}

async function documentToRead(db: Desk, actor: Actor, documentId: string) {
	const found = await findDocument(db.prisma, documentId);
	if (!found) throw new ProblemError('notFound');
	await eventToRead(db, actor, found.line.eventId);
	return found;
}

/** A document whole, with everything that was hashed when it was issued hashed again. */
export async function getDocument(db: Desk, actor: Actor, documentId: string): Promise<DocumentView> {
	const { line, content } = await documentToRead(db, actor, documentId);
	const files = await findDocumentFiles(db.prisma, documentId);
	const isIntact =
		hashOfContent(content) === line.sha256 && files.every(({ bytes, sha256 }) => hashOfFile(bytes) === sha256);
	return {
		...line,
		content,
		files: files.map(({ format, bytes, sha256 }) => ({ format, size: bytes.byteLength, sha256 })),
		isIntact
	};
}

/** A file of a document as it was set when it was issued. */
export async function documentFile(
	db: Desk,
	actor: Actor,
	documentId: string,
	format: DocumentFormat
): Promise<ExportedFile> {
	const { content } = await documentToRead(db, actor, documentId);
	const file = (await findDocumentFiles(db.prisma, documentId)).find((each) => each.format === format);
	if (!file) throw new ProblemError('notFound');
	return { fileName: fileNameOf(content, format), contentType: DOCUMENT_TYPES[format], bytes: Buffer.from(file.bytes) };
}
