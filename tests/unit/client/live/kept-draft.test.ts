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

type Boxes = Record<string, string>;

/** A form in a tab: what it kept and what it was given by the other. */
function tab(page: Awaited<ReturnType<typeof loadPage>>) {
	let boxes: Boxes = {};
	const draft = new page.KeptDraft<Boxes>('report', {
		mine: () => boxes,
		merge: (base, mine, theirs) => {
			const own = Object.entries(mine).filter(([key, text]) => base?.[key] !== text);
			return { ...theirs, ...Object.fromEntries(own) };
		},
		take: (both) => type(both)
	});
	function type(typed: Boxes): void {
		boxes = typed;
		if (Object.keys(typed).length === 0) void draft.drop();
		else draft.keep(typed);
	}
	return { draft, type, boxes: () => boxes };
}

it('puts together what two tabs write at once, and what is written after the other filed', async () => {
	const page = await loadPage();
	await enter(page, ANNA);
	const [one, two] = [tab(page), tab(page)];
	await Promise.all([one.draft.open(), two.draft.open()]);
	one.type({ affected: '12' });
	two.type({ deaths: '1' });
	two.type({ deaths: '1', injured: '3' });
	await vi.waitFor(() => expect(two.draft.isKept).toBe(true));
	expect({ ...one.boxes(), ...two.boxes() }).toEqual({ affected: '12', deaths: '1', injured: '3' });
	const later = tab(page);
	const kept = await later.draft.open();
	expect(kept).toEqual({ affected: '12', deaths: '1', injured: '3' });
	// It is filed in the one; the other, which did not hear of it yet, types on.
	await later.draft.drop();
	const last = Object.keys(one.boxes()).length === 3 ? one : two;
	last.type({ ...last.boxes(), missing: '2' });
	await vi.waitFor(() => expect(last.draft.isKept).toBe(true));
	expect(last.boxes()).toEqual({ missing: '2' });
	expect(await tab(page).draft.open()).toEqual({ missing: '2' });
});

it('writes nothing that is there already, so that two tabs come to rest', async () => {
	const page = await loadPage();
	await enter(page, ANNA);
	const one = tab(page);
	one.type({ affected: '12' });
	await vi.waitFor(() => expect(one.draft.isKept).toBe(true));
	const [before] = await (await page.deviceDatabase()).getAll('drafts');
	one.type({ affected: '12' });
	expect(one.draft.isKept).toBe(true);
	const [after] = await (await page.deviceDatabase()).getAll('drafts');
	expect(after!.revision).toBe(before!.revision);
});

it('says so where nothing can be kept', async () => {
	const page = await loadPage();
	const draft = new page.KeptDraft<{ text: string }>('report');
	draft.keep({ text: '12' });
	await draft.drop();
	expect(draft.isKept).toBe(false);
	expect(await draft.open()).toBeNull();
});
