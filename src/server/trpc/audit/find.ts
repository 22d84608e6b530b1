import { AuditFilter } from '#domain/audit/audit-entry.ts';
import { findAuditEntries } from '../../repositories/audit.ts';
import { procedure } from '../trpc.ts';

/** Entries of the trail in one's area, newest first, a page at a time; personal data is masked. */
export const findEntries = procedure('audit.read')
	.input(AuditFilter)
	.query(({ ctx, input }) => findAuditEntries(ctx.app.db.pool, ctx.actor, input));
