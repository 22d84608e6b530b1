import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { ANNA, BING, freshBrowser, keyText } from './outbox/device.ts';

beforeEach(freshBrowser);

/** The page as it is after it was loaded anew: nothing in memory. */
async function loadPage() {
	vi.resetModules();
	const [vault, cache, database] = await Promise.all([
		import('#client/live/vault.ts'),
		import('#client/live/device-cache.ts'),
		import('#client/live/device-database.ts')
	]);
	return { ...vault, ...cache, ...database };
}

const account = ({ accountId, accountName }: typeof ANNA) => ({ accountId, displayName: accountName });
const keyOf = ({ keyByte }: typeof ANNA) => keyText(keyByte);

it('remembers who is signed in when the page is loaded anew, with the key to what is kept', async () => {
	const page = await loadPage();
	expect(await page.openVault()).toBeNull();
	await page.unlockVault(account(ANNA), keyOf(ANNA));
	await page.keepOnDevice('householdDraft', { name: '王小明' });
	const later = await loadPage();
	expect(later.currentKey()).toBeNull();
	expect(await later.findOnDevice('householdDraft')).toBeNull();
	expect(await later.openVault()).toMatchObject({ account: account(ANNA) });
	expect(later.currentKey()?.accountId).toBe(ANNA.accountId);
	expect(await later.findOnDevice('householdDraft')).toMatchObject({ value: { name: '王小明' } });
});

it('keeps the key where it cannot be read out, and what it seals not in clear', async () => {
	const page = await loadPage();
	await page.unlockVault(account(ANNA), keyOf(ANNA));
	await page.keepOnDevice('householdDraft', { name: '王小明' });
	const database = await page.deviceDatabase();
	const [kept] = await database.getAll('vault');
	expect(kept!.key.extractable).toBe(false);
	await expect(crypto.subtle.exportKey('raw', kept!.key)).rejects.toThrow();
	const [row] = await database.getAll('cache');
	expect(Buffer.from(row!.sealed.data).includes(Buffer.from('王小明'))).toBe(false);
});

it('forgets key and cache when somebody signs out; what was kept does not open for the next', async () => {
	const page = await loadPage();
	await page.unlockVault(account(ANNA), keyOf(ANNA));
	await page.keepOnDevice('householdDraft', { name: '王小明' });
	await page.lockVault();
	expect(page.currentKey()).toBeNull();
	expect(await page.openVault()).toBeNull();
	expect(await (await page.deviceDatabase()).getAll('cache')).toEqual([]);
	await page.keepOnDevice('householdDraft', 'nobody works here');
	expect(await (await page.deviceDatabase()).getAll('cache')).toEqual([]);
});

it('opens nothing of one account for another, even under its own name', async () => {
	const page = await loadPage();
	await page.unlockVault(account(ANNA), keyOf(ANNA));
	await page.keepOnDevice('householdDraft', { name: '王小明' });
	await page.unlockVault(account(BING), keyOf(BING));
	expect(await page.findOnDevice('householdDraft')).toBeNull();
	const database = await page.deviceDatabase();
	const [row] = await database.getAll('cache');
	await database.put('cache', { ...row!, accountId: BING.accountId });
	expect(await page.findOnDevice('householdDraft')).toBeNull();
});

it('keeps nothing on a device that may keep nothing, or where the connection is not secure', async () => {
	const page = await loadPage();
	await page.unlockVault(account(ANNA), keyOf(ANNA));
	await page.unlockVault(account(ANNA), null);
	expect(page.currentKey()).toBeNull();
	expect(await page.openVault()).toBeNull();
	vi.stubGlobal('isSecureContext', false);
	await page.unlockVault(account(ANNA), keyOf(ANNA));
	expect(page.currentKey()).toBeNull();
	vi.unstubAllGlobals();
});
