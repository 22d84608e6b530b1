import { AccountFilter } from '#domain/accounts/account.ts';
import { findAccounts } from '../../repositories/accounts.ts';
import { procedure } from '../trpc.ts';

/** The accounts of one's area, a page at a time. */
export const listAccounts = procedure('account.read')
	.input(AccountFilter)
	.query(({ ctx, input }) => findAccounts(ctx.app.db.prisma, ctx.actor, input));
