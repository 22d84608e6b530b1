import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { newHouseholdDraft } from '#client/people-forms/household-draft.ts';
import { ANNA, freshBrowser, keyText } from '../../live/outbox/device.ts';

const REFUSED = '0190a000-0000-7000-8000-0000000000ee';
const ids = { householdId: '0190a000-0000-7000-8000-0000000000f1', personId: '0190a000-0000-7000-8000-0000000000f2' };

/** A household of one, as far as it was typed. */
function typed(name: string) {
	const draft = newHouseholdDraft(ids, '');
	draft.members[0]!.name = name;
	return draft;
}

async function openPage() {
	vi.resetModules();
	const [vault, drafts] = await Promise.all([
		import('#client/live/vault.ts'),
		import('#client/features/people/kept-draft.ts')
	]);
	await vault.unlockVault({ accountId: ANNA.accountId, displayName: ANNA.accountName }, keyText(ANNA.keyByte));
	const nameIn = async (mendedId: string | null) => (await drafts.keptDraft(mendedId))?.members[0]?.name ?? null;
	return { keeper: new drafts.DraftKeeper(), nameIn };
}

beforeEach(freshBrowser);

it('keeps the last word once typing rests, or at once when the page is left', async () => {
	const { keeper, nameIn } = await openPage();
	for (const name of ['章', '章怀', '章怀瑾']) keeper.keep(typed(name), null);
	expect(await nameIn(null)).toBeNull();
	await vi.waitFor(async () => expect(await nameIn(null)).toBe('章怀瑾'), { timeout: 5_000 });
	keeper.keep(typed('章怀瑜'), null);
	await keeper.keepNow();
	expect(await nameIn(null)).toBe('章怀瑜');
});

it('keeps what was typed of one household before another takes its place', async () => {
	const { keeper, nameIn } = await openPage();
	keeper.keep(typed('章怀瑾'), null);
	keeper.keep(typed('旧有人'), REFUSED);
	await keeper.keepNow();
	expect([await nameIn(null), await nameIn(REFUSED)]).toEqual(['章怀瑾', '旧有人']);
});

it('forgets also what is just being kept, and what still waits for typing to rest', async () => {
	const { keeper, nameIn } = await openPage();
	const withPhoto = typed('章怀瑾');
	withPhoto.members[0]!.photo = 'A'.repeat(8_000_000);
	keeper.keep(withPhoto, null);
	const keeping = keeper.keepNow();
	keeper.keep(typed('章怀瑜'), null);
	await keeper.forget(null);
	await keeping;
	await keeper.keepNow();
	expect(await nameIn(null)).toBeNull();
});
