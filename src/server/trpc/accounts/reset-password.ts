import { AccountCommandInput } from '#domain/accounts/account.ts';
import { resetPassword as reset } from '../../auth/manage-accounts.ts';
import { procedure } from '../trpc.ts';

/** Gives an account a new one-time password, told once in the answer. */
export const resetPassword = procedure('account.manage')
	.input(AccountCommandInput)
	.mutation(({ ctx, input }) => reset(ctx.app, ctx.command, input));
