import { AccountCommandInput } from '#domain/accounts/account.ts';
import { setAccountDisabled } from '../../auth/manage-accounts.ts';
import { procedure } from '../trpc.ts';

/** Stops an account from signing in; its sessions end at once. */
export const disableAccount = procedure('account.manage')
	.input(AccountCommandInput)
	.mutation(({ ctx, input }) => setAccountDisabled(ctx.app, ctx.command, input, true));
