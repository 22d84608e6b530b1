import { GetWarningInput } from '#domain/warnings/take-warning.ts';
import { getWarning } from '../../warnings/look-at-warnings.ts';
import { procedure } from '../trpc.ts';

/** One warning with all it says, and the messages it is tied to. */
export const get = procedure('warning.read')
	.input(GetWarningInput)
	.query(({ ctx, input }) => getWarning(ctx.app, ctx.actor, ctx.command.now, input.warningId));
