import { z } from 'zod';
import { Command, Id, line, paragraph } from '../shared/fields.ts';
import { DOCUMENT_FORMATS, DOCUMENT_KINDS, type DocumentContent, type DocumentFormat } from './document.ts';

const MOST_TEXT = 4_000;

export const DocumentKindField = z.enum(Object.keys(DOCUMENT_KINDS) as [keyof typeof DOCUMENT_KINDS]);

/** What the desk may write in a document; everything else comes from the facts. */
export const DocumentWords = z.object({
	title: line(80).min(1),
	issuer: line(60).min(1),
	/** 文号. */
	reference: line(60),
	responsible: line(30).min(1),
	filledBy: line(30).min(1),
	texts: z.object({ situation: paragraph(MOST_TEXT), response: paragraph(MOST_TEXT), next: paragraph(MOST_TEXT) })
});
export type DocumentWords = z.infer<typeof DocumentWords>;

export const DraftDocumentInput = z.object({ eventId: Id, kind: DocumentKindField });

/** Issues a document on the figures that were seen: with others it is refused, so that nobody signs what he did not see. */
export const IssueDocumentInput = Command.extend({
	eventId: Id,
	kind: DocumentKindField,
	/** SHA-256 of what the draft was made from. */
	seen: z.string().regex(/^[0-9a-f]{64}$/),
	words: DocumentWords
});
export type IssueDocumentInput = z.infer<typeof IssueDocumentInput>;

export const ListDocumentsInput = z.object({ eventId: Id });
export const GetDocumentInput = z.object({ documentId: Id });
export const DocumentFileInput = z.object({ documentId: Id, format: z.enum(DOCUMENT_FORMATS) });

/** A document as a list shows it. */
export interface DocumentLine {
	id: string;
	eventId: string;
	kind: DocumentContent['kind'];
	number: number;
	title: string;
	reference: string;
	issuedAt: string;
	accountName: string;
	/** SHA-256 of its content. */
	sha256: string;
}

/** A document whole, with its files and whether everything still is what it was when it was issued. */
export interface DocumentView extends DocumentLine {
	content: DocumentContent;
	files: { format: DocumentFormat; size: number; sha256: string }[];
	isIntact: boolean;
}
