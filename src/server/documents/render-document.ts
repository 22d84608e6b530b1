import type { DocumentContent, DocumentFormat } from '#domain/documents/document.ts';
import { writeDocx } from './docx/write-docx.ts';
import { writePdf } from './pdf/write-pdf.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

/** Media types of the files. */
export const DOCUMENT_TYPES: Record<DocumentFormat, string> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

const WRITERS: Record<DocumentFormat, (content: DocumentContent, sha256: string) => Promise<Buffer>> = {
	pdf: writePdf,
	docx: writeDocx,
	xlsx: writeXlsx
};

/** A document as a file; the same content gives the same bytes. */
export function renderDocument(format: DocumentFormat, content: DocumentContent, sha256: string): Promise<Buffer> {
	return WRITERS[format](content, sha256);
}
