import { CancelNoticeInput } from '#domain/warnings/notice.ts';
import { cancelNotice } from '../../warnings/issue-notice.ts';
import { procedure } from '../trpc.ts';

/** Ends a notice of the county's own. */
export const cancel = procedure('warning.issue')
	.input(CancelNoticeInput)
	.mutation(({ ctx, input }) => cancelNotice(ctx.app, ctx.command, input));
