import { GetWarningInput } from '#domain/warnings/take-warning.ts';
import { noticeFile } from '../../warnings/look-at-warnings.ts';
import { procedure } from '../trpc.ts';

/** A notice of the county's own as a CAP 1.2 file. */
export const file = procedure('warning.read')
	.input(GetWarningInput)
	.query(({ ctx, input }) => noticeFile(ctx.app, ctx.actor, ctx.command.now, input.warningId));
