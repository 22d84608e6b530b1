import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PIN_TRIES } from '#domain/accounts/pin-rule.ts';
import { ANNA, BING, freshBrowser, keyText, openAnlan } from './outbox/device.ts';

/** The rounds of the product would cost each test seconds; that they are used is looked at in the row. */
vi.mock(import('#client/live/pin-key.ts'), async (original) => ({ ...(await original()), PIN_ROUNDS: 1_000 }));

const PIN = '493817';
const SET_AT = '2026-01-20T08:00:00.000Z';

let staff: typeof import('#client/live/staff-here.ts');
let vault: typeof import('#client/live/vault.ts');

beforeEach(async () => {
	vi.resetModules();
	freshBrowser();
	staff = await import('#client/live/staff-here.ts');
	vault = await import('#client/live/vault.ts');
});

afterEach(() => vi.useRealTimers());

const accountOf = ({ accountId, accountName }: typeof ANNA) => ({ accountId, name: accountName, role: 'COORDINATOR' });

async function keep(who: typeof ANNA, pin = PIN) {
	const account = accountOf(who);
	const offlineKey = keyText(who.keyByte);
	await staff.keepStaff({ account, offlineKey }, pin, SET_AT);
	return { account, offlineKey };
}

const refusalOf = async (accountId: string, pin: string) =>
	staff.openStaff(accountId, pin).then(
		() => 'opened',
		(error: { problem?: { code: string; params?: { remaining?: number } } }) =>
			`${error.problem?.code} ${error.problem?.params?.remaining ?? ''}`.trim()
	);

it('opens with the PIN and with no other; of what is kept only the name is in clear', async () => {
	const kept = await keep(ANNA);
	expect(await staff.findStaffHere()).toEqual([{ accountId: ANNA.accountId, name: ANNA.accountName }]);
	expect(await refusalOf(ANNA.accountId, '805274')).toBe('wrongPin 4');
	expect(await staff.openStaff(ANNA.accountId, PIN)).toEqual(kept);
	const [row] = await (await openAnlan()).getAll('staff');
	const { sealed, ...clear } = row!;
	expect(JSON.stringify(clear)).not.toMatch(/COORDINATOR|493817/);
	expect(Buffer.from(sealed.data).includes(Buffer.from('COORDINATOR'))).toBe(false);
	expect(Buffer.from(sealed.data).includes(Buffer.from(kept.offlineKey))).toBe(false);
	expect(await refusalOf(BING.accountId, PIN)).toBe('pinUnavailable');
});

it('a right PIN forgives the wrong ones before it', async () => {
	await keep(ANNA);
	for (let i = 1; i < PIN_TRIES; i++) await refusalOf(ANNA.accountId, '805274');
	await staff.openStaff(ANNA.accountId, PIN);
	expect(await refusalOf(ANNA.accountId, '805274')).toBe('wrongPin 4');
});

it('after the last wrong PIN it is gone, with what was read; others and what waits stay', async () => {
	await keep(ANNA);
	await keep(BING);
	const database = await openAnlan();
	const sealed = { iv: new Uint8Array(12), data: new ArrayBuffer(4) };
	for (const { accountId } of [ANNA, BING])
		await database.put('cache', { accountId, name: 'county', at: SET_AT, sealed });
	const queue = { accountId: ANNA.accountId, accountName: '', queueId: 'q', deviceId: 'd', assigned: 3, contact: null };
	await database.put('queues', queue);
	for (const remaining of [4, 3, 2, 1]) expect(await refusalOf(ANNA.accountId, '805274')).toBe(`wrongPin ${remaining}`);
	expect(await refusalOf(ANNA.accountId, '805274')).toBe('pinLocked');
	expect(await refusalOf(ANNA.accountId, PIN)).toBe('pinUnavailable');
	expect((await database.getAll('cache')).map(({ accountId }) => accountId)).toEqual([BING.accountId]);
	expect(await database.getAll('queues')).toEqual([queue]);
	await staff.openStaff(BING.accountId, PIN);
});

it('tries made all at once count like tries in a row, and one that was cut off counts too', async () => {
	await keep(ANNA);
	const pins = Array.from({ length: 20 }, (_, at) => String(805_274 + at));
	const refusals = await Promise.all([...pins, PIN].map((pin) => refusalOf(ANNA.accountId, pin)));
	expect(refusals.filter((each) => each.startsWith('wrongPin'))).toHaveLength(PIN_TRIES - 1);
	expect(refusals).not.toContain('opened');
});

it('without the key of this browser the rows cannot be tried', async () => {
	await keep(ANNA);
	const [row] = await (await openAnlan()).getAll('staff');
	vi.resetModules();
	freshBrowser();
	const elsewhere = await import('#client/live/staff-here.ts');
	await (await openAnlan()).put('staff', row!);
	await expect(elsewhere.openStaff(ANNA.accountId, PIN)).rejects.toMatchObject({ problem: { code: 'wrongPin' } });
	const key = await (await openAnlan()).get('keys', 'pin');
	expect(key?.extractable).toBe(false);
});

it('is forgotten when the county has not been heard for a week, and not when the clock goes back', async () => {
	await keep(ANNA);
	vi.useFakeTimers({ toFake: ['Date'], now: new Date(Date.now() - 20 * 365 * 86_400_000) });
	expect(await staff.findStaffHere()).toHaveLength(1);
	vi.setSystemTime(Date.now() + (20 * 365 + 8) * 86_400_000);
	expect(await staff.findStaffHere()).toEqual([]);
	expect(await (await openAnlan()).count('staff')).toBe(0);
});

it('heeds the county: who left, is locked there, or has another PIN cannot take over', async () => {
	await keep(ANNA);
	await keep(BING);
	const at = (who: typeof ANNA, change = {}) => ({
		accountId: who.accountId,
		pinSetAt: SET_AT,
		isLocked: false,
		...change
	});
	await staff.heedCounty([at(ANNA), at(BING)]);
	expect(await staff.findStaffHere()).toHaveLength(2);
	await staff.heedCounty([at(ANNA, { pinSetAt: '2026-01-25T08:00:00.000Z' }), at(BING)]);
	expect(await staff.findStaffHere()).toMatchObject([{ accountId: BING.accountId }]);
	await staff.heedCounty([at(BING, { isLocked: true })]);
	expect(await staff.findStaffHere()).toEqual([]);
	await keep(ANNA);
	await staff.heedCounty([]);
	expect(await staff.findStaffHere()).toEqual([]);
});

it('who signs out leaves what they had read where they may take over again, and nothing where they may not', async () => {
	const { keepOnDevice, findOnDevice } = await import('#client/live/device-cache.ts');
	await keep(ANNA);
	for (const who of [ANNA, BING]) {
		await vault.unlockVault(accountOf(who), keyText(who.keyByte));
		await keepOnDevice('county', { of: who.accountName });
		await vault.lockVault();
		expect(vault.currentKey()).toBeNull();
		expect(await vault.openVault()).toBeNull();
	}
	const { account, offlineKey } = await staff.openStaff<ReturnType<typeof accountOf>>(ANNA.accountId, PIN);
	await vault.unlockVault(account, offlineKey);
	expect(await findOnDevice('county')).toMatchObject({ value: { of: ANNA.accountName } });
	expect(await (await openAnlan()).count('cache')).toBe(1);
});

it('uses as many rounds as it says', async () => {
	const { PIN_ROUNDS } = await vi.importActual<typeof import('#client/live/pin-key.ts')>('#client/live/pin-key.ts');
	expect(PIN_ROUNDS).toBeGreaterThanOrEqual(600_000);
	await keep(ANNA);
	expect(await (await openAnlan()).getAll('staff')).toMatchObject([{ rounds: 1_000 }]);
});
