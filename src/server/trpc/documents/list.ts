import { ListDocumentsInput } from '#domain/documents/issue-document.ts';
import { listDocuments } from '../../documents/look-at-documents.ts';
import { procedure } from '../trpc.ts';

/** The documents issued for an event, newest first. */
export const list = procedure('document.read')
	.input(ListDocumentsInput)
	.query(({ ctx, input }) => listDocuments(ctx.app.db, ctx.actor, input.eventId));
