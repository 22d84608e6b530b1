import { ExportHistoryInput } from '#domain/history/find-history.ts';
import { requireCovered } from '../../commands/execute.ts';
import { exportHistory as write } from '../../history/export-history.ts';
import { procedure } from '../trpc.ts';

/** Loaded statistics as a file in base64, in the national layout. */
export const exportHistory = procedure('history.read')
	.input(ExportHistoryInput)
	.query(async ({ ctx, input }) => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode], reach: 'overlap' });
		const { bytes, ...file } = await write(ctx.app.db, input);
		return { ...file, content: bytes.toString('base64') };
	});
