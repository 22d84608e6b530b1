import { api } from './api.ts';
import { deviceDatabase, whileItAnswers, type DeviceDatabase } from './device-database.ts';
import { LocalNote, NOBODY } from './local-note.ts';
import { problemOf } from './request-problem.ts';

/* Who left this device without the county hearing of it: the browser is still signed in as them, and must not look so. */

const STRICT = { durability: 'strict' } as const;
/** Who left, for a page whose database does not answer; `NOBODY` where what the database says is settled. */
const parted = new LocalNote('anlan.parted');

/** Notes that somebody left; the first who did is whose session the browser still has. */
export async function notePartedOffline(accountId: string): Promise<void> {
	const { store, done } = (await deviceDatabase()).transaction('facts', 'readwrite', STRICT);
	const isSettled = parted.read() === NOBODY;
	const first = isSettled ? undefined : await store.get('parted');
	if (first === undefined) await store.put(accountId, 'parted');
	await done;
	parted.write(first ?? accountId);
}

/** Ends the session of who left, once the county can be asked. Throws where it cannot: nobody is signed in until then. */
export async function endPartedSession(): Promise<void> {
	const noted = parted.read();
	const kept = await whileItAnswers(
		(database) => database.get('facts', 'parted'),
		() => undefined
	);
	const account = noted ?? kept;
	if (account === undefined) return;
	if (account !== NOBODY) await endSessionOf(account);
	const forget = async (database: DeviceDatabase) => {
		await database.delete('facts', 'parted');
		parted.write(null);
	};
	await whileItAnswers(forget, () => parted.write(NOBODY));
}

async function endSessionOf(account: string): Promise<void> {
	try {
		await api.session.signOut.mutate(undefined, { context: { account, isParting: true } });
	} catch (error) {
		// It ended by itself, or somebody else signed in meanwhile.
		if (problemOf(error).code !== 'unauthenticated') throw error;
	}
}

/** Somebody signed in anew, or who left is back: what the browser is signed in as is theirs now. */
export async function forgetParting(accountId?: string): Promise<void> {
	const forget = async (database: DeviceDatabase) => {
		const { store, done } = database.transaction('facts', 'readwrite', STRICT);
		const isSettled = accountId === undefined || parted.read() === NOBODY || (await store.get('parted')) === accountId;
		if (isSettled) await store.delete('parted');
		await done;
		if (isSettled) parted.write(null);
	};
	await whileItAnswers(forget, () => {
		if (accountId === undefined || parted.read() === accountId) parted.write(NOBODY);
	});
}
