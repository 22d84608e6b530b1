import { TakeWarningInput } from '#domain/warnings/take-warning.ts';
import { takeWarning } from '../../warnings/take-warning.ts';
import { procedure } from '../trpc.ts';

/** Takes in a CAP 1.2 file. */
export const take = procedure('warning.take')
	.input(TakeWarningInput)
	.mutation(({ ctx, input: { operationId, fileName, content } }) =>
		takeWarning(ctx.app, ctx.command, {
			operationId,
			fileName,
			bytes: Buffer.from(content, 'base64'),
			cameBy: 'upload'
		})
	);
