import { AccountCommandInput } from '#domain/accounts/account.ts';
import { revokeAccountSessions } from '../../auth/manage-accounts.ts';
import { procedure } from '../trpc.ts';

/** Signs an account out on every device. */
export const revokeSessions = procedure('account.manage')
	.input(AccountCommandInput)
	.mutation(({ ctx, input }) => revokeAccountSessions(ctx.app, ctx.command, input));
