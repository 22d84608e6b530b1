import { EditAccountInput } from '#domain/accounts/account.ts';
import { editAccount as edit } from '../../auth/manage-accounts.ts';
import { procedure } from '../trpc.ts';

/** Changes an account's name, role or area. */
export const editAccount = procedure('account.manage')
	.input(EditAccountInput)
	.mutation(({ ctx, input }) => edit(ctx.app, ctx.command, input));
