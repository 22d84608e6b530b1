import { IssueNoticeInput } from '#domain/warnings/notice.ts';
import { issueNotice } from '../../warnings/issue-notice.ts';
import { procedure } from '../trpc.ts';

/** Issues a notice of the county's own, or the update of one. */
export const issue = procedure('warning.issue')
	.input(IssueNoticeInput)
	.mutation(({ ctx, input }) => issueNotice(ctx.app, ctx.command, input));
