import { router } from '../trpc.ts';
import { createAccount } from './create.ts';
import { disableAccount } from './disable.ts';
import { editAccount } from './edit.ts';
import { enableAccount } from './enable.ts';
import { listAccounts } from './list.ts';
import { resetPassword } from './reset-password.ts';
import { revokeSessions } from './revoke-sessions.ts';

export const accountsRouter = router({
	list: listAccounts,
	create: createAccount,
	edit: editAccount,
	disable: disableAccount,
	enable: enableAccount,
	resetPassword,
	revokeSessions
});
