import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { ANNA, anOperation, BING, freshBrowser, openAnlan, storageOf } from './outbox/device.ts';

/** The id that the county enrolled the device under, and that of the queues in `device.ts`. */
const ENROLLED = '0190a000-0000-7000-8000-0000000000ee';
const PRESENT = '0190a000-0000-7000-8000-0000000000dd';

beforeEach(() => {
	vi.resetModules();
	freshBrowser();
});

async function remembered() {
	const { deviceId, settleDeviceId, takeBackDeviceId } = await import('#client/live/device.ts');
	await (await openAnlan()).put('facts', PRESENT, 'deviceId');
	await settleDeviceId();
	expect(deviceId()).toBe(PRESENT);
	return { deviceId, takeBackDeviceId };
}

it('goes back to the id it was enrolled under, and numbers anew under that', async () => {
	const { deviceId, takeBackDeviceId } = await remembered();
	const anna = await storageOf(ANNA, await openAnlan());
	const { queueId } = await anna.queue();
	await anna.append(anOperation(1, { state: 'applied' }), null);
	expect(await takeBackDeviceId(ENROLLED)).toBe(true);
	expect(deviceId()).toBe(ENROLLED);
	expect(await (await openAnlan()).get('facts', 'deviceId')).toBe(ENROLLED);
	expect((await anna.queue()).queueId).not.toBe(queueId);
	expect(await anna.list()).toEqual([]);
});

it.each(['queued', 'refused'] as const)(
	'keeps its id while something %s lies under it, whoever it is of',
	async (state) => {
		const { deviceId, takeBackDeviceId } = await remembered();
		const database = await openAnlan();
		const [anna, bing] = [await storageOf(ANNA, database), await storageOf(BING, database)];
		await anna.queue();
		await bing.append(anOperation(1, { state }), null);
		expect(await takeBackDeviceId(ENROLLED)).toBe(false);
		expect(deviceId()).toBe(PRESENT);
		expect(await database.get('facts', 'deviceId')).toBe(PRESENT);
		expect(await bing.list()).toMatchObject([{ sequence: 1, state }]);
		expect(await bing.queue()).toMatchObject({ deviceId: PRESENT, assigned: 1 });
		// Once its owner has sent it, or given it up, the way is free.
		const [operation] = await bing.list();
		await bing.settle([{ from: operation!, to: { ...operation!, state: 'applied' } }]);
		expect(await takeBackDeviceId(ENROLLED)).toBe(true);
		expect(deviceId()).toBe(ENROLLED);
	}
);
