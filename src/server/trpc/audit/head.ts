import { ChainHeadInput, dayOf } from '#domain/audit/audit-entry.ts';
import { findChainHead } from '../../repositories/audit.ts';
import { procedure } from '../trpc.ts';

/** The last hash of a day, to be printed and kept outside. */
export const getChainHead = procedure('audit.read')
	.input(ChainHeadInput)
	.query(async ({ ctx, input }) => {
		const day = input.day ?? dayOf(new Date());
		return { day, head: await findChainHead(ctx.app.db.pool, day) };
	});
