import { router } from '../trpc.ts';
import { changePassword } from './change-password.ts';
import { getSession } from './get.ts';
import { listSessions } from './list.ts';
import { setPin } from './set-pin.ts';
import { setLocale } from './set-locale.ts';
import { signInWithPin } from './sign-in-with-pin.ts';
import { signIn } from './sign-in.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { signOut } from './sign-out.ts';

export const sessionRouter = router({
	get: getSession,
	signIn,
	signOut,
	signOutEverywhere,
	list: listSessions,
	changePassword,
	setLocale,
	setPin,
	signInWithPin
});
