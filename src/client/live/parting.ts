import { api } from './api.ts';
import { canKeepSecrets, deviceDatabase } from './device-database.ts';
import { problemOf } from './request-problem.ts';

/* Who left this device without the county hearing of it: the browser is still signed in as them, and must not look so. */

const STRICT = { durability: 'strict' } as const;

/** Notes that somebody left; the first who did is whose session the browser still has. */
export async function notePartedOffline(accountId: string): Promise<void> {
	const { store, done } = (await deviceDatabase()).transaction('facts', 'readwrite', STRICT);
	if ((await store.get('parted')) === undefined) await store.put(accountId, 'parted');
	await done;
}

/** Ends the session of who left, once the county can be asked. Throws where it cannot: nobody is signed in until then. */
export async function endPartedSession(): Promise<void> {
	if (!(await canKeepSecrets())) return;
	const database = await deviceDatabase();
	const account = await database.get('facts', 'parted');
	if (account === undefined) return;
	try {
		await api.session.signOut.mutate(undefined, { context: { account, isParting: true } });
	} catch (error) {
		// It ended by itself, or somebody else signed in meanwhile.
		if (problemOf(error).code !== 'unauthenticated') throw error;
	}
	await database.delete('facts', 'parted');
}

/** Somebody signed in anew, or who left is back: what the browser is signed in as is theirs now. */
export async function forgetParting(accountId?: string): Promise<void> {
	if (!(await canKeepSecrets())) return;
	const { store, done } = (await deviceDatabase()).transaction('facts', 'readwrite', STRICT);
	if (accountId === undefined || (await store.get('parted')) === accountId) await store.delete('parted');
	await done;
}
