import { GetDocumentInput } from '#domain/documents/issue-document.ts';
import { getDocument } from '../../documents/look-at-documents.ts';
import { procedure } from '../trpc.ts';

/** A document with its content, its files, and whether all of it still fits its hashes. */
export const get = procedure('document.read')
	.input(GetDocumentInput)
	.query(({ ctx, input }) => getDocument(ctx.app.db, ctx.actor, input.documentId));
