import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ANNA, anOperation, BING, freshBrowser, keyText, openAnlan } from './outbox/device.ts';

const signOut = vi.hoisted(() => vi.fn());
vi.mock('#client/live/api.ts', () => ({ api: { session: { signOut: { mutate: signOut } } } }));

const PATIENCE_MS = 8_000;
const REST_MS = 30_000;
const SILENT = { name: 'DatabaseSilent', problem: { code: 'deviceStorageTrouble' } };

/** Answers to requests to open that the browser holds back. */
let held: (() => void)[] = [];
let isHolding = false;

/** A browser whose databases open, but do not say so while that is held back. */
class HoldingFactory extends IDBFactory {
	override open(...given: Parameters<IDBFactory['open']>) {
		const request = super.open(...given);
		if (!isHolding) return request;
		const listen = request.addEventListener.bind(request);
		request.addEventListener = (type: string, listener: (event: Event) => void) =>
			listen(type, (event) => {
				if (type !== 'success') return listener.call(request, event);
				held.push(() => listener.call(request, event));
			});
		return request;
	}
}

beforeEach(() => {
	freshBrowser();
	globalThis.indexedDB = new HoldingFactory();
	held = [];
	isHolding = false;
	signOut.mockReset();
	const items = new Map<string, string>();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => items.get(key) ?? null,
		setItem: (key: string, value: string) => items.set(key, value),
		removeItem: (key: string) => items.delete(key)
	});
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

/** The page as it is after it was loaded anew: nothing in memory. */
async function loadPage() {
	vi.resetModules();
	const [database, device, vault, cache, parting, storage] = await Promise.all([
		import('#client/live/device-database.ts'),
		import('#client/live/device.ts'),
		import('#client/live/vault.ts'),
		import('#client/live/device-cache.ts'),
		import('#client/live/parting.ts'),
		import('#client/live/outbox/open-storage.ts')
	]);
	return { ...database, ...device, ...vault, ...cache, ...parting, ...storage };
}

/** A page whose database has not answered for so long that nobody waits for it any more. */
async function loadSilentPage() {
	const page = await loadPage();
	isHolding = true;
	const storage = page.deviceStorage();
	await vi.advanceTimersByTimeAsync(PATIENCE_MS);
	expect(await storage).toBe('silent');
	return page;
}

/** What is held back comes to pass. */
async function answer(): Promise<void> {
	await vi.waitFor(() => expect(held.length).toBeGreaterThan(0));
	isHolding = false;
	for (const say of held.splice(0)) say();
}

/** A page whose database has opened, with a queue; `hold` stops every answer to what is asked of it from then on. */
async function loadWorkingPage() {
	const page = await loadPage();
	await page.unlockVault(account(ANNA), keyText(ANNA.keyByte));
	const { storage } = await page.openStorage(account(ANNA), () => undefined);
	const raw = Reflect.get(await page.deviceDatabase(), '_rawDatabase') as {
		transactions: unknown[];
		processTransactions: () => void;
	};
	const begun = raw.transactions;
	let waiting: unknown[] = [];
	const hold = () => {
		waiting = [];
		Object.defineProperty(begun, 'push', { configurable: true, value: (next: unknown) => waiting.push(next) });
	};
	const release = () => {
		Reflect.deleteProperty(begun, 'push');
		begun.push(...waiting);
		raw.processTransactions();
	};
	/** Until something waits for the database, and then so long. */
	const waitInVain = async (milliseconds = PATIENCE_MS) => {
		await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
		await vi.advanceTimersByTimeAsync(milliseconds);
	};
	return { page, storage, hold, release, waitInVain };
}

const account = ({ accountId, accountName: name }: typeof ANNA) => ({ accountId, name });

it('waits only so long for a database that never answers, and asks again after a while', async () => {
	const page = await loadPage();
	isHolding = true;
	const opened = page.deviceDatabase();
	expect(page.deviceDatabase()).toBe(opened);
	const refused = expect(opened).rejects.toMatchObject(SILENT);
	await vi.advanceTimersByTimeAsync(PATIENCE_MS);
	await refused;
	// Nobody waits again at once.
	await expect(page.deviceDatabase()).rejects.toMatchObject(SILENT);
	isHolding = false;
	await vi.advanceTimersByTimeAsync(REST_MS);
	expect((await page.deviceDatabase()).name).toBe('anlan');
	expect(await page.deviceStorage()).toBe('open');
});

it('closes a database that comes late, and opens anew for the next who asks', async () => {
	const page = await loadSilentPage();
	const close = vi.spyOn(IDBDatabase.prototype, 'close');
	await answer();
	await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
	const database = await page.deviceDatabase();
	expect(await database.getAll('facts')).toEqual([]);
	// No connection is left over that would hold up a newer version.
	database.close();
	const deleted = indexedDB.deleteDatabase('anlan');
	const isBlocked = vi.fn();
	deleted.onblocked = isBlocked;
	await new Promise((resolve) => (deleted.onsuccess = resolve));
	expect(isBlocked).not.toHaveBeenCalled();
});

it('gives up on an upgrade that another tab blocks, and has it once that tab is gone', async () => {
	const other = await new Promise<IDBDatabase>((resolve) => {
		const request = indexedDB.open('anlan', 1);
		request.onsuccess = () => resolve(request.result);
	});
	const page = await loadPage();
	const refused = expect(page.deviceDatabase()).rejects.toMatchObject(SILENT);
	await vi.advanceTimersByTimeAsync(PATIENCE_MS);
	await refused;
	other.close();
	await vi.waitFor(async () => expect(await page.deviceStorage()).toBe('open'));
});

it('opens the page without what is kept: nothing is called saved, nothing is thrown', async () => {
	const before = await loadPage();
	await before.unlockVault(account(ANNA), keyText(ANNA.keyByte));
	await before.keepOnDevice('householdDraft', { name: '王小明' });
	const page = await loadSilentPage();
	await page.settleDeviceId();
	await page.endPartedSession();
	expect(signOut).not.toHaveBeenCalled();
	expect(await page.openVault()).toBeNull();
	await page.unlockVault(account(ANNA), keyText(ANNA.keyByte));
	expect(await page.openStorage(account(ANNA), () => undefined)).toMatchObject({ isDurable: false });
	expect(await page.findWaitingOfOthers(null)).toEqual([]);
	await page.keepOnDevice('householdDraft', { name: '李四' });
	// Whether anything waits under the id of now, nobody can tell.
	expect(await page.takeBackDeviceId('0190a000-0000-7000-8000-0000000000ee')).toBe(false);
	isHolding = false;
	const later = await loadPage();
	expect(await later.openVault()).toMatchObject({ account: account(ANNA) });
	expect(await later.findOnDevice('householdDraft')).toMatchObject({ value: { name: '王小明' } });
});

it('ends the session of who left, and only theirs, though the database does not answer', async () => {
	const before = await loadPage();
	await before.notePartedOffline(ANNA.accountId);
	const page = await loadSilentPage();
	await page.endPartedSession();
	expect(signOut.mock.calls).toEqual([[undefined, { context: { account: ANNA.accountId, isParting: true } }]]);
	// Signed in anew: what the database says is settled.
	await page.forgetParting();
	isHolding = false;
	const later = await loadPage();
	await later.endPartedSession();
	expect(signOut).toHaveBeenCalledOnce();
	expect(await (await openAnlan()).get('facts', 'parted')).toBeUndefined();
	await later.notePartedOffline(BING.accountId);
	await (await loadPage()).endPartedSession();
	expect(signOut).toHaveBeenLastCalledWith(undefined, { context: { account: BING.accountId, isParting: true } });
});

it.each([
	['who signed out', (page: Awaited<ReturnType<typeof loadPage>>) => page.lockVault()],
	['who worked before', (page: Awaited<ReturnType<typeof loadPage>>) => page.unlockVault(account(BING), keyText(2))]
])('does not open for %s while the database did not answer', async (_, leave) => {
	const before = await loadPage();
	await before.unlockVault(account(ANNA), keyText(ANNA.keyByte));
	await leave(await loadSilentPage());
	isHolding = false;
	const later = await loadPage();
	expect(await later.openVault()).toBeNull();
	expect(later.currentKey()).toBeNull();
	expect(await (await openAnlan()).getAll('vault')).toEqual([]);
	await later.unlockVault(account(ANNA), keyText(ANNA.keyByte));
	expect(await (await loadPage()).openVault()).toMatchObject({ account: account(ANNA) });
});

it('gives up what is asked of a database that opened and answers no more; nothing is written later that was not kept', async () => {
	const { storage, hold, release, waitInVain } = await loadWorkingPage();
	hold();
	const refused = expect(storage.append(anOperation(1), null)).rejects.toMatchObject(SILENT);
	await waitInVain();
	await refused;
	// Nobody waits again at once.
	await expect(storage.append(anOperation(1), null)).rejects.toMatchObject(SILENT);
	release();
	await vi.advanceTimersByTimeAsync(REST_MS);
	expect(await storage.list()).toEqual([]);
	expect(await storage.append(anOperation(1), null)).toBe(true);
	expect(await storage.list()).toHaveLength(1);
});

it('goes on without what is kept, when its database answers no more', async () => {
	const { page, hold, release, waitInVain } = await loadWorkingPage();
	await page.keepOnDevice('householdDraft', { name: '王小明' });
	hold();
	const read = page.findOnDevice('householdDraft');
	await waitInVain();
	expect(await read).toBeNull();
	expect(await page.deviceStorage()).toBe('silent');
	await page.keepOnDevice('householdDraft', { name: '李四' });
	// Who signs out is not opened for again, though nothing could be written.
	await page.lockVault();
	release();
	expect(await (await loadPage()).openVault()).toBeNull();
});

it('does not give up a database that is slow, as long as it answers anything', async () => {
	const { page, hold, release, waitInVain } = await loadWorkingPage();
	const database = await page.deviceDatabase();
	const ended: string[] = [];
	for (const name of ['a', 'b', 'c']) {
		hold();
		void database.put('facts', name, 'deviceId').then(() => ended.push(name));
		await waitInVain(PATIENCE_MS - 1_000);
		release();
		await vi.waitFor(() => expect(ended).toContain(name));
	}
	expect(await page.deviceStorage()).toBe('open');
});
