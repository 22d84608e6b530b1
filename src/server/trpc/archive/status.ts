import type { ArchiveStatus } from '#domain/archive/archive.ts';
import { findArchiveStatus } from '../../archive/archive-status.ts';
import { requireCovered } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';

/** The closed events of the county, and what became of the personal data of their people. */
export const status = procedure('archive.read').query(({ ctx }): Promise<ArchiveStatus> => {
	const { db, policies, countyCode } = ctx.app;
	requireCovered(ctx.actor, { areas: [countyCode] });
	return findArchiveStatus(db, policies.current().personalDataDaysAfterClose, ctx.command.now);
});
