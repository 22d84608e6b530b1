import { IssueDocumentInput } from '#domain/documents/issue-document.ts';
import { issueDocument } from '../../documents/issue-document.ts';
import { procedure } from '../trpc.ts';

/** Issues a document: numbered, set in all formats, frozen. */
export const issue = procedure('document.issue')
	.input(IssueDocumentInput)
	.mutation(({ ctx, input }) => issueDocument(ctx.app, ctx.command, input));
