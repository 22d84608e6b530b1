import { PIN_TRIES } from '#domain/accounts/pin-rule.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import {
	canKeepSecrets,
	deviceDatabase,
	whileItAnswers,
	type DeviceDatabase,
	type StaffRow
} from './device-database.ts';
import { withRoom } from './outbox/room.ts';
import { pinKeyOf, PIN_ROUNDS } from './pin-key.ts';
import { seal, unseal } from './seal.ts';

/**
 * Who may take over this device with the PIN while the county cannot be asked: the key to what is kept of theirs, sealed
 * with a key that takes the PIN and this browser. Six digits are weak, so tries are few and the time is short: see
 * docs/decisions/0011-staff-change-without-a-network.md.
 */
export interface Opened<A> {
	account: A;
	/** Base64, as the server gave it. */
	offlineKey: string;
}

/** Somebody who can take over here without a network. */
export interface StaffHere {
	accountId: string;
	name: string;
}

/** What the county says of somebody who works on this device. */
export interface StaffAtCounty {
	accountId: string;
	pinSetAt: string | null;
	isLocked: boolean;
}

/** So long somebody may take over without the county having heard of them here: twice the longest outage planned for. */
const LASTS_MS = 7 * 24 * 60 * 60 * 1000;
const STRICT = { durability: 'strict' } as const;

const placeOf = (accountId: string) => `staff ${accountId}`;

/** Keeps what somebody needs to take over here without a network. */
export async function keepStaff<A extends { accountId: string; name: string }>(
	{ account, offlineKey }: Opened<A>,
	pin: string,
	pinSetAt: string
): Promise<void> {
	if (!(await canKeepSecrets())) return;
	const { accountId, name } = account;
	const database = await deviceDatabase();
	const salt = crypto.getRandomValues(new Uint8Array(16));
	const key = await pinKeyOf(database, { accountId, salt, rounds: PIN_ROUNDS }, pin);
	const sealed = await seal(key, placeOf(accountId), { account, offlineKey });
	const at = new Date().toISOString();
	const row: StaffRow = { accountId, name, pinSetAt, at, tries: 0, salt, rounds: PIN_ROUNDS, sealed };
	try {
		await withRoom(database, () => database.put('staff', row));
	} catch (error) {
		// Without room the work goes on; only the change of staff needs the network then.
		if (!(error instanceof ProblemError)) throw error;
	}
}

/** Who can take over here now, by name. What has grown old is forgotten. */
export async function findStaffHere(): Promise<StaffHere[]> {
	const rows = await whileItAnswers(
		(database) => database.getAll('staff'),
		() => []
	);
	const old = rows.filter(({ at }) => Date.now() - Date.parse(at) > LASTS_MS).map(({ accountId }) => accountId);
	if (old.length > 0) await forgetStaff(old);
	return rows
		.filter(({ accountId }) => !old.includes(accountId))
		.sort((a, b) => b.at.localeCompare(a.at))
		.map(({ accountId, name }) => ({ accountId, name }));
}

/**
 * Opens what is kept of somebody with the PIN. A try is counted, durably, before it is made.
 *
 * @throws ProblemError `wrongPin` with the tries that remain; `pinLocked` after the last, when all of it is gone;
 * `pinUnavailable` where nothing is kept
 */
export async function openStaff<A>(accountId: string, pin: string): Promise<Opened<A>> {
	if (!(await findStaffHere()).some((each) => each.accountId === accountId)) throw new ProblemError('pinUnavailable');
	const database = await deviceDatabase();
	const row = await chargeTry(database, accountId);
	if (!row) throw new ProblemError('pinLocked');
	const opened = await unseal(await pinKeyOf(database, row, pin), placeOf(accountId), row.sealed);
	if (opened !== null) {
		await writeTries(database, accountId, () => 0);
		return opened as Opened<A>;
	}
	const remaining = PIN_TRIES - row.tries;
	if (remaining > 0) throw new ProblemError('wrongPin', { remaining });
	await forgetStaff([accountId]);
	throw new ProblemError('pinLocked');
}

/** Counts a try; null where there are none left. */
async function chargeTry(database: DeviceDatabase, accountId: string): Promise<StaffRow | null> {
	const row = await writeTries(database, accountId, (tries) => tries + 1);
	return row && row.tries <= PIN_TRIES ? row : null;
}

async function writeTries(
	database: DeviceDatabase,
	accountId: string,
	next: (tries: number) => number
): Promise<StaffRow | null> {
	const { store, done } = database.transaction('staff', 'readwrite', STRICT);
	const row = await store.get(accountId);
	const written = row ? { ...row, tries: next(row.tries) } : null;
	if (written) await store.put(written);
	await done;
	return written;
}

/** Forgets who may take over here, and what was read by them: those of these accounts, or all. */
export async function forgetStaff(accountIds?: readonly string[]): Promise<void> {
	await whileItAnswers(
		(database) => removeStaff(database, accountIds),
		() => undefined
	);
}

async function removeStaff(database: DeviceDatabase, accountIds?: readonly string[]): Promise<void> {
	const transaction = database.transaction(['staff', 'cache'], 'readwrite', STRICT);
	const [staff, cache] = [transaction.objectStore('staff'), transaction.objectStore('cache')];
	for (const accountId of accountIds ?? (await staff.getAllKeys())) {
		await staff.delete(accountId);
		await cache.delete(IDBKeyRange.bound([accountId], [accountId, []]));
	}
	await transaction.done;
}

/** Takes the county's word: who no longer works here, is locked, or has another PIN, cannot take over either. */
export async function heedCounty(staff: readonly StaffAtCounty[]): Promise<void> {
	const rows = await whileItAnswers(
		(database) => database.getAll('staff'),
		() => []
	);
	const gone = rows.filter((row) => {
		const known = staff.find(({ accountId }) => accountId === row.accountId);
		return !known || known.isLocked || known.pinSetAt !== row.pinSetAt;
	});
	if (gone.length > 0) await forgetStaff(gone.map(({ accountId }) => accountId));
}
