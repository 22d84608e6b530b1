import 'fake-indexeddb/auto';
import { IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { openDeviceDatabase, UPGRADES } from '#client/live/device-database.ts';
import { findWaitingOfOthers } from '#client/live/outbox/open-storage.ts';
import { problem } from '#domain/shared/problems.ts';
import { ok, refuse } from '#domain/shared/result.ts';
import { ANNA, anOperation, BING, freshBrowser, openAnlan, storageOf } from './device.ts';
import { FakeCounty } from './fake-county.ts';
import { goodLine, Tablet } from './tablet.ts';

beforeEach(() => {
	vi.restoreAllMocks();
	freshBrowser();
});

it('gives back what was kept, in order, after the browser was closed', async () => {
	const database = await openAnlan();
	const storage = await storageOf(ANNA, database);
	const made = [anOperation(1), anOperation(2), anOperation(3, { problem: problem('notFound'), answer: { a: 1 } })];
	for (const operation of made) expect(await storage.append(operation, null)).toBe(true);
	const { queueId } = await storage.queue();
	database.close();
	const later = await storageOf(ANNA, await openAnlan());
	expect(await later.list()).toEqual(made);
	expect(await later.waiting(2)).toEqual(made.slice(0, 2));
	expect(await later.queue()).toMatchObject({ queueId, assigned: 3 });
});

it('gives each number once, whoever asks', async () => {
	const database = await openAnlan();
	const [one, two] = [await storageOf(ANNA, database), await storageOf(ANNA, database)];
	await Promise.all([one.queue(), two.queue()]);
	const taken = await Promise.all([one, two, one, two].map((tab) => tab.append(anOperation(1), null)));
	expect(taken.filter(Boolean)).toHaveLength(1);
	expect(await one.append(anOperation(3), null)).toBe(false);
	expect(await two.list()).toHaveLength(1);
});

it('asks for strict durability for everything that is called saved', async () => {
	const database = await openAnlan();
	const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
	const storage = await storageOf(ANNA, database);
	const operation = anOperation(1);
	await storage.append(operation, null);
	await storage.settle([{ from: operation, to: { ...operation, state: 'applied' } }]);
	const writes = begin.mock.calls.filter(([, mode]) => mode === 'readwrite');
	expect(writes).toHaveLength(3);
	for (const [, , options] of writes) expect(options).toEqual({ durability: 'strict' });
});

it('what is done costs one transaction, and another look only where another tab has gone on', async () => {
	const database = await openAnlan();
	const [mine, other] = [await storageOf(ANNA, database), await storageOf(ANNA, database)];
	const [tablet, elsewhere] = [mine, other].map((storage) => new Tablet(goodLine(new FakeCounty()), { storage }));
	await tablet!.count(1);
	const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
	const transactions = async (act: () => Promise<unknown>) => {
		begin.mockClear();
		await act();
		return begin.mock.calls.map(([, mode]) => mode);
	};
	expect(await transactions(() => tablet!.count(2))).toEqual(['readwrite']);
	await elsewhere!.count(3);
	expect(await transactions(() => tablet!.count(4))).toEqual(['readwrite', 'readonly', 'readwrite']);
	expect((await mine.list()).map(({ sequence, payload }) => [sequence, payload['people']])).toEqual([
		[1, 1],
		[2, 2],
		[3, 3],
		[4, 4]
	]);
});

it('keeps nothing of what an operation says in clear', async () => {
	const database = await openAnlan();
	const storage = await storageOf(ANNA, database);
	await storage.append(anOperation(1, { payload: { name: '王小明', phone: '13812345678' } }), null);
	const [row] = await database.getAll('operations');
	const { sealed, ...clear } = row!;
	const text = JSON.stringify(clear) + new TextDecoder('latin1').decode(sealed.data);
	expect(text).not.toMatch(/王小明|13812345678|point/);
	expect(Buffer.from(sealed.data).includes(Buffer.from('王小明'))).toBe(false);
});

it('another account neither reads nor sends what waits, and learns only whose it is and how much', async () => {
	const database = await openAnlan();
	const anna = await storageOf(ANNA, database);
	await anna.append(anOperation(1), null);
	await anna.append(anOperation(2), null);
	const bing = await storageOf(BING, database);
	expect(await bing.waiting(10)).toEqual([]);
	expect(await bing.list()).toEqual([]);
	expect(await bing.find((await anna.list()).map(({ operationId }) => operationId))).toEqual([]);
	expect((await bing.queue()).queueId).not.toBe((await anna.queue()).queueId);
	expect(await findWaitingOfOthers(BING.accountId)).toEqual([
		{ accountId: ANNA.accountId, accountName: '安娜', count: 2 }
	]);
	expect(await findWaitingOfOthers(ANNA.accountId)).toEqual([]);
	// Even with her rows in hand the other key opens nothing.
	const thief = await storageOf({ ...ANNA, keyByte: BING.keyByte }, database);
	expect(await thief.waiting(10)).toEqual([]);
	expect(await thief.list()).toMatchObject([
		{ isUnreadable: true, payload: {}, label: '' },
		{ isUnreadable: true, payload: {}, label: '' }
	]);
	expect(await (await storageOf(ANNA, database)).waiting(10)).toHaveLength(2);
});

it('a row that was tampered with is shown, not sent, and does not stop the others', async () => {
	const database = await openAnlan();
	const storage = await storageOf(ANNA, database);
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county), { storage });
	for (const people of [1, 2, 3, 4]) await tablet.count(people);
	const rows = await database.getAll('operations');
	new Uint8Array(rows[1]!.sealed.data)[3]! ^= 1;
	// What says something else in another's place does not open either.
	await database.put('operations', rows[1]!);
	await database.put('operations', { ...rows[2]!, sealed: rows[3]!.sealed });
	tablet.engine.startSending();
	await vi.waitFor(() => expect(tablet.status).toMatchObject({ phase: 'idle', contact: {} }), 5_000);
	expect(county.effects.map(({ sequence }) => sequence)).toEqual([1, 4]);
	expect(tablet.status?.contact?.gaps).toMatchObject([{ from: 2, to: 3 }]);
	expect(await storage.list()).toMatchObject([
		{ state: 'applied' },
		{ state: 'refused', isUnreadable: true, problem: { code: 'deviceRecordDamaged' } },
		{ state: 'refused', isUnreadable: true },
		{ state: 'applied' }
	]);
	await tablet.engine.dismiss(rows[1]!.operationId);
	expect(tablet.changed.at(-1)).toMatchObject({ sequence: 2, state: 'givenUp' });
	expect((await storage.list()).map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
});

/** A device without room for operations, as browsers report it: the transaction fails when it is to be written. */
function withoutRoom(cleared: 'helps' | 'does not help') {
	let isFull = true;
	const add = Reflect.get(IDBObjectStore.prototype, 'add') as (...given: unknown[]) => IDBRequest<IDBValidKey>;
	const remove = Reflect.get(IDBObjectStore.prototype, 'delete') as (...given: unknown[]) => IDBRequest<undefined>;
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...given) {
		const request = Reflect.apply(add, this, given);
		const transaction = this.transaction as IDBTransaction & { _abort(name: string): void };
		if (this.name === 'operations' && isFull) queueMicrotask(() => transaction._abort('QuotaExceededError'));
		return request;
	});
	vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, ...given) {
		if (cleared === 'helps') isFull = false;
		return Reflect.apply(remove, this, given);
	});
}

it('makes room on a full device by what is done with, never by what waits', async () => {
	const database = await openAnlan();
	const storage = await storageOf(ANNA, database);
	for (const n of [1, 2, 3]) await storage.append(anOperation(n, { state: n === 1 ? 'applied' : 'queued' }), null);
	await database.put('cache', {
		accountId: 'x',
		name: 'y',
		at: '',
		sealed: (await database.getAll('operations'))[0]!.sealed
	});
	withoutRoom('helps');
	expect(await storage.append(anOperation(4), null)).toBe(true);
	expect((await storage.list()).map(({ sequence }) => sequence)).toEqual([2, 3, 4]);
	expect(await database.count('cache')).toBe(0);
});

it('says that there is no room when there is none, keeps the number, and loses nothing', async () => {
	const database = await openAnlan();
	const storage = await storageOf(ANNA, database);
	const tablet = new Tablet(async () => refuse(problem('notConnected')), { storage });
	await tablet.count(1);
	withoutRoom('does not help');
	await expect(tablet.count(2)).rejects.toMatchObject({ problem: { code: 'deviceStorageFull' } });
	expect((await storage.queue()).assigned).toBe(1);
	vi.restoreAllMocks();
	expect(await storage.list()).toHaveLength(1);
	expect((await tablet.count(2)).sequence).toBe(2);
	expect((await storage.list()).map(({ payload }) => payload['people'])).toEqual([1, 2]);
});

it('an upgrade while operations wait keeps every one, with the schema version it was made with', async () => {
	const old = await openDeviceDatabase('anlan', UPGRADES, () => undefined);
	const storage = await storageOf(ANNA, old);
	const made = [anOperation(1), anOperation(2, { schemaVersion: 1 })];
	for (const operation of made) await storage.append(operation, null);
	// Still open in another tab: it gives way.
	const raised = await openDeviceDatabase(
		'anlan',
		[...UPGRADES, (database) => void database.createObjectStore('added' as never)],
		() => undefined
	);
	expect(raised.version).toBe(UPGRADES.length + 1);
	const later = await storageOf(ANNA, raised);
	expect(await later.list()).toEqual(made);
	const county = new FakeCounty();
	const tablet = new Tablet(async (input) => ok(county.take({ ...input, operations: [] })), { storage: later });
	expect((await tablet.count(5)).sequence).toBe(3);
	// A page of the old version does not touch what a newer one keeps.
	await expect(openDeviceDatabase('anlan', UPGRADES, () => undefined)).rejects.toMatchObject({
		problem: { code: 'pageOutdated' }
	});
});

it('what waited in the first version of the storage goes out after the upgrade, whole and in order', async () => {
	const first = await openDeviceDatabase('anlan', UPGRADES.slice(0, 1), () => undefined);
	const old = new Tablet(async () => refuse(problem('notConnected')), { storage: await storageOf(ANNA, first) });
	for (const people of [41, 42, 43]) await old.count(people);
	first.close();
	const storage = await storageOf(ANNA, await openAnlan());
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county), { storage });
	tablet.engine.startSending();
	await vi.waitFor(async () => expect(await storage.waiting(10)).toEqual([]));
	expect(county.effects.map(({ payload }) => payload['people'])).toEqual([41, 42, 43]);
});

it('notices that the storage was cleared under an open page, so that nothing of it goes on looking saved', async () => {
	const database = await openAnlan();
	const onCleared = vi.fn();
	const storage = await storageOf(ANNA, database, onCleared);
	await storage.append(anOperation(1), null);
	await storage.append(anOperation(2), null);
	expect(onCleared).not.toHaveBeenCalled();
	await Promise.all([database.clear('queues'), database.clear('operations')]);
	expect(await storage.waiting(10)).toEqual([]);
	expect(onCleared).toHaveBeenCalledTimes(1);
	expect(await storage.append(anOperation(1), null)).toBe(true);
	expect(onCleared).toHaveBeenCalledTimes(1);
});

it('settles only what is still as it was', async () => {
	const storage = await storageOf(ANNA, await openAnlan());
	const operation = anOperation(1);
	await storage.append(operation, null);
	const withdrawn = { ...operation, kind: 'withdrawn' as const, payloadHash: 'w'.repeat(43) };
	expect(await storage.settle([{ from: operation, to: withdrawn }])).toEqual([withdrawn]);
	expect(await storage.settle([{ from: operation, to: { ...operation, state: 'applied' } }])).toEqual([]);
	expect(await storage.list()).toEqual([withdrawn]);
});

it('trims what is done with to the last few, and remembers the last contact', async () => {
	const storage = await storageOf(ANNA, await openAnlan());
	for (let n = 1; n <= 6; n++) await storage.append(anOperation(n, { state: n === 2 ? 'refused' : 'applied' }), null);
	await storage.append(anOperation(7), null);
	await storage.trim(2);
	expect((await storage.list()).map(({ sequence }) => sequence)).toEqual([2, 5, 6, 7]);
	expect(await storage.countRefused()).toBe(1);
	const contact = { at: '2026-01-26T02:00:00.000Z', gaps: [{ queueId: 'q', from: 4, to: 6 }] };
	await storage.keepContact(contact);
	expect((await storage.queue()).contact).toEqual(contact);
});
