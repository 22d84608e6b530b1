import { ChangeThresholdsInput } from '#domain/advice/change-thresholds.ts';
import { changeThresholds } from '../../advice/change-thresholds.ts';
import { procedure } from '../trpc.ts';

/** Puts a new version of the county's thresholds in force, with the reason. */
export const change = procedure('threshold.change')
	.input(ChangeThresholdsInput)
	.mutation(({ ctx, input }) => changeThresholds(ctx.app, ctx.command, input));
