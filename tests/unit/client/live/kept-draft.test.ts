import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { ANNA, BING, freshBrowser, keyText } from './outbox/device.ts';

beforeEach(freshBrowser);

/** The page as it is after it was loaded anew: nothing in memory. */
async function loadPage() {
	vi.resetModules();
	const [vault, drafts, database] = await Promise.all([
		import('#client/live/vault.ts'),
		import('#client/live/kept-draft.svelte.ts'),
		import('#client/live/device-database.ts')
	]);
	return { ...vault, ...drafts, ...database };
}

const enter = (page: Awaited<ReturnType<typeof loadPage>>, { accountId, accountName, keyByte }: typeof ANNA) =>
	page.unlockVault({ accountId, displayName: accountName }, keyText(keyByte));

it('keeps the last of many keystrokes, sealed, and has it after the page was loaded anew', async () => {
	const page = await loadPage();
	await enter(page, ANNA);
	const draft = new page.KeptDraft<{ text: string }>('report');
	for (const text of ['王', '王小', '王小明']) draft.keep({ text });
	expect(draft.isKept).toBe(false);
	await vi.waitFor(() => expect(draft.isKept).toBe(true));
	const [row] = await (await page.deviceDatabase()).getAll('drafts');
	expect(Buffer.from(row!.sealed.data).includes(Buffer.from('王小明'))).toBe(false);
	const later = await loadPage();
	await later.openVault();
	const again = new later.KeptDraft<{ text: string }>('report');
	expect(await again.open()).toEqual({ text: '王小明' });
	expect(again.isKept).toBe(true);
	await again.drop();
	expect(await again.open()).toBeNull();
});

it('stays when its owner signs out and others work here, and opens for its owner alone', async () => {
	const page = await loadPage();
	await enter(page, ANNA);
	const draft = new page.KeptDraft<{ text: string }>('report');
	draft.keep({ text: '12' });
	await vi.waitFor(() => expect(draft.isKept).toBe(true));
	await page.lockVault();
	await enter(page, BING);
	const other = new page.KeptDraft<{ text: string }>('report');
	expect(await other.open()).toBeNull();
	other.keep({ text: '7' });
	await vi.waitFor(() => expect(other.isKept).toBe(true));
	await page.lockVault();
	await enter(page, ANNA);
	expect(await new page.KeptDraft<{ text: string }>('report').open()).toEqual({ text: '12' });
});

it('says so where nothing can be kept', async () => {
	const page = await loadPage();
	const draft = new page.KeptDraft<{ text: string }>('report');
	draft.keep({ text: '12' });
	await draft.drop();
	expect(draft.isKept).toBe(false);
	expect(await draft.open()).toBeNull();
});
