import { DocumentFileInput } from '#domain/documents/issue-document.ts';
import { documentFile } from '../../documents/look-at-documents.ts';
import { procedure } from '../trpc.ts';

/** A file of a document in base64. */
export const file = procedure('document.read')
	.input(DocumentFileInput)
	.query(async ({ ctx, input }) => {
		const { bytes, ...named } = await documentFile(ctx.app.db, ctx.actor, input.documentId, input.format);
		return { ...named, content: bytes.toString('base64') };
	});
