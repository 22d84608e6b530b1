import { CreateAccountInput } from '#domain/accounts/account.ts';
import { createAccount as create } from '../../auth/manage-accounts.ts';
import { procedure } from '../trpc.ts';

/** Makes an account; its one-time password is in the answer, once. */
export const createAccount = procedure('account.manage')
	.input(CreateAccountInput)
	.mutation(({ ctx, input }) => create(ctx.app, ctx.command, input));
