import { ImportIndicatorsInput } from '#domain/history/import-indicators.ts';
import { loadFile } from '../../history/load-file.ts';
import { procedure } from '../trpc.ts';

/** Loads an export of the national statistics: all of it, or nothing while a cell cannot be read. */
export const load = procedure('history.import')
	.input(ImportIndicatorsInput)
	.mutation(({ ctx, input: { operationId, fileName, content } }) =>
		loadFile(ctx.app, ctx.command, { operationId, fileName, bytes: Buffer.from(content, 'base64') })
	);
