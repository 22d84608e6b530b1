import { IndicatorFile, type IndicatorPreview } from '#domain/history/import-indicators.ts';
import { requireCovered } from '../../commands/execute.ts';
import { planFile } from '../../history/plan-file.ts';
import { procedure } from '../trpc.ts';

/** Reads an export and says what loading it would do. Writes nothing; a mutation because files are large. */
export const preview = procedure('history.import')
	.input(IndicatorFile)
	.mutation(async ({ ctx, input }): Promise<IndicatorPreview> => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode] });
		return (await planFile(ctx.app.db, Buffer.from(input.content, 'base64'))).preview;
	});
