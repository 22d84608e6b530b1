import { ImportFile, type ImportPreview } from '#domain/shelters/import-shelters.ts';
import { procedure } from '../trpc.ts';
import { planFor, tableOf } from './plan-file.ts';

const MAX_ROWS = 500;

/** Reads a file and says what importing it would do, row by row. Writes nothing; a mutation because files are large. */
export const previewImport = procedure('shelter.import')
	.input(ImportFile)
	.mutation(async ({ ctx, input }): Promise<ImportPreview> => {
		const table = await tableOf(input);
		const space = ctx.app.policies.current().spacePerPersonM2;
		const plan = await planFor(ctx.app, ctx.app.db.prisma, ctx.actor, table, input, space);
		const previews = plan.rows.map((row) => row.preview);
		const wrong = previews.filter((row) => row.errors.length > 0);
		const doubtful = previews.filter((row) => row.errors.length === 0 && row.warnings.length > 0);
		const good = previews.filter((row) => row.errors.length === 0 && row.warnings.length === 0);
		return {
			sheet: table.sheet,
			encoding: table.encoding,
			total: previews.length,
			valid: previews.length - wrong.length,
			withWarnings: doubtful.length,
			rows: [...wrong, ...doubtful, ...good].slice(0, MAX_ROWS),
			ignoredColumns: plan.ignoredColumns
		};
	});
