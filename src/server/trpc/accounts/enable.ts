import { AccountCommandInput } from '#domain/accounts/account.ts';
import { setAccountDisabled } from '../../auth/manage-accounts.ts';
import { procedure } from '../trpc.ts';

/** Lets a disabled account sign in again. */
export const enableAccount = procedure('account.manage')
	.input(AccountCommandInput)
	.mutation(({ ctx, input }) => setAccountDisabled(ctx.app, ctx.command, input, false));
