import { expect, it } from 'vitest';
import { MemoryStorage } from '#client/live/outbox/memory-storage.ts';
import { problem, ProblemError, type ProblemCode } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';
import type { PushAnswer, PushInput } from '#domain/sync/push.ts';
import { FakeCounty } from './fake-county.ts';
import { goodLine, POINT, settle, Tablet } from './tablet.ts';

it('numbers without a gap, in the order of the asking, and keeps before it resolves', async () => {
	const tablet = new Tablet(goodLine(new FakeCounty()));
	const made = await Promise.all([1, 2, 3, 4, 5].map((people) => tablet.count(people)));
	expect(made.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
	expect((await tablet.storage.list()).map(({ payload }) => payload['people'])).toEqual([1, 2, 3, 4, 5]);
	expect(await tablet.states()).toEqual(['1 queued', '2 queued', '3 queued', '4 queued', '5 queued']);
});

it('two tabs on one storage never give a number twice', async () => {
	const storage = new MemoryStorage('0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002');
	const county = new FakeCounty();
	const tabs = [new Tablet(goodLine(county), { storage }), new Tablet(goodLine(county), { storage })];
	const made = await Promise.all(Array.from({ length: 40 }, (_, i) => tabs[i % 2]!.count(i)));
	expect(new Set(made.map(({ sequence }) => sequence)).size).toBe(40);
	expect((await storage.queue()).assigned).toBe(40);
});

it('refuses what is not of the right form, and then keeps nothing', async () => {
	const tablet = new Tablet(goodLine(new FakeCounty()));
	await expect(tablet.count(-1)).rejects.toMatchObject({ problem: { code: 'invalidInput' } });
	expect(await tablet.storage.list()).toEqual([]);
	expect((await tablet.count(3)).sequence).toBe(1);
});

it('passes on that the device has no room, and keeps its numbers whole', async () => {
	const tablet = new Tablet(goodLine(new FakeCounty()));
	const append = tablet.storage.append.bind(tablet.storage);
	tablet.storage.append = async () => {
		throw new ProblemError('deviceStorageFull');
	};
	await expect(tablet.count(4)).rejects.toMatchObject({ problem: { code: 'deviceStorageFull' } });
	tablet.storage.append = append;
	expect((await tablet.count(4)).sequence).toBe(1);
});

it('sends in order, and lets the payload go once the county has it', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county));
	for (const people of [7, 8, 9]) await tablet.count(people);
	tablet.engine.startSending();
	await settle();
	expect(county.effects.map(({ payload }) => payload['people'])).toEqual([7, 8, 9]);
	const kept = await tablet.storage.list();
	expect(kept.map(({ state, payload }) => [state, payload])).toEqual([
		['applied', {}],
		['applied', {}],
		['applied', {}]
	]);
	expect(kept[0]).toMatchObject({ label: '7 人', answer: { sequence: 1 } });
	expect(tablet.status).toMatchObject({ phase: 'idle', problem: null, inFlight: [] });
	expect(tablet.status?.contact?.gaps).toEqual([]);
});

it('has one request under way at a time, and none while nothing waits', async () => {
	const county = new FakeCounty();
	let under = 0;
	let most = 0;
	const tablet = new Tablet(async (input) => {
		most = Math.max(most, (under += 1));
		await settle();
		under -= 1;
		return ok(county.take(input));
	});
	tablet.engine.startSending();
	for (let people = 0; people < 5; people++) {
		void tablet.count(people);
		tablet.engine.retryNow();
		tablet.engine.noticeWork();
	}
	await settle();
	await settle();
	await settle();
	await settle();
	expect(most).toBe(1);
	expect(county.effects).toHaveLength(5);
	const sofar = county.requests.length;
	tablet.engine.retryNow();
	await settle();
	expect(county.requests).toHaveLength(sofar);
});

it('tells the county where it stands when it begins, though nothing waits', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county));
	tablet.engine.startSending();
	await settle();
	expect(county.requests).toMatchObject([{ assigned: 0, refused: 0, operations: [] }]);
});

it('keeps the last contact over a new start without a network', async () => {
	const county = new FakeCounty();
	const before = new Tablet(goodLine(county));
	before.engine.startSending();
	await settle();
	const { contact } = await before.storage.queue();
	expect(contact?.at).toEqual(expect.any(String));
	const after = new Tablet(async () => refuse(problem('notConnected')), { storage: before.storage, contact });
	after.engine.startSending();
	await settle();
	expect(after.status).toMatchObject({ phase: 'waiting', contact });
	after.engine.stopSending();
	expect(after.status?.contact).toEqual(contact);
});

it('waits longer and longer after failures, and goes on at once when asked', async () => {
	let isDown = true;
	const county = new FakeCounty();
	const tablet = new Tablet(async (input) => (isDown ? refuse(problem('notConnected')) : ok(county.take(input))), {
		random: () => 1
	});
	await tablet.count(3);
	tablet.engine.startSending();
	const waits: number[] = [];
	for (let i = 0; i < 9; i++) {
		await settle();
		waits.push(tablet.waits[0]!.ms);
		tablet.endWait();
	}
	expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
	await settle();
	expect(tablet.status).toMatchObject({ phase: 'waiting', problem: { code: 'notConnected' } });
	// What comes in meanwhile does not hurry it.
	await tablet.count(4);
	await settle();
	expect(tablet.waits).toHaveLength(1);
	isDown = false;
	tablet.engine.retryNow();
	await settle();
	expect(tablet.waits).toEqual([]);
	expect(county.effects).toHaveLength(2);
});

it.each(['unauthenticated', 'passwordChangeRequired'] as const)('stops at %s until somebody signs in', async (code) => {
	let answer: (input: PushInput) => Result<PushAnswer> = () => refuse(problem(code));
	const county = new FakeCounty();
	const tablet = new Tablet(async (input) => answer(input));
	await tablet.count(3);
	tablet.engine.startSending();
	await settle();
	expect(tablet.status?.phase).toBe('signedOut');
	expect(tablet.waits).toEqual([]);
	await tablet.count(4);
	await settle();
	expect(await tablet.states()).toEqual(['1 queued', '2 queued']);
	answer = (input) => ok(county.take(input));
	tablet.engine.retryNow();
	await settle();
	expect(await tablet.states()).toEqual(['1 applied', '2 applied']);
});

it('goes on at the first operation without an answer', async () => {
	const county = new FakeCounty();
	county.breath = 2;
	const tablet = new Tablet(goodLine(county));
	for (let people = 0; people < 5; people++) await tablet.count(people);
	tablet.engine.startSending();
	await settle();
	expect(await tablet.states()).toEqual(['1 applied', '2 applied', '3 queued', '4 queued', '5 queued']);
	expect(tablet.status).toMatchObject({ phase: 'waiting', problem: { code: 'serverBusy' } });
	tablet.endWait();
	await settle();
	expect(county.requests[1]!.operations.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
	county.breath = Infinity;
	tablet.endWait();
	await settle();
	expect(county.effects.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
});

it('keeps a refused one whole, lets it be mended once, and says how many are refused', async () => {
	const county = new FakeCounty();
	county.refuse = ({ payload }) => (payload['people'] === 8 ? problem('shelterNotOpen') : null);
	const tablet = new Tablet(goodLine(county));
	for (const people of [7, 8, 9]) await tablet.count(people);
	tablet.engine.startSending();
	await settle();
	expect(await tablet.states()).toEqual(['1 applied', '2 refused', '3 applied']);
	const [, refusedOne] = await tablet.storage.list();
	expect(refusedOne).toMatchObject({ payload: { people: 8 }, problem: { code: 'shelterNotOpen' } });
	expect(county.requests.at(-1)).toMatchObject({ refused: 1, operations: [] });
	await tablet.engine.enqueue(
		'count.submit',
		{ pointId: POINT, people: 10 },
		{ subject: POINT, label: '10', replaces: refusedOne!.operationId }
	);
	await settle();
	expect(await tablet.states()).toEqual(['1 applied', '2 replaced', '3 applied', '4 applied']);
	expect(county.effects.map(({ payload }) => payload['people'])).toEqual([7, 9, 10]);
	expect(county.requests.at(-1)).toMatchObject({ refused: 0, assigned: 4 });
});

it('gives up a refused one only when asked, and the county hears of it', async () => {
	const county = new FakeCounty();
	county.refuse = () => problem('forbidden');
	const tablet = new Tablet(goodLine(county));
	const { operationId } = await tablet.count(3);
	tablet.engine.startSending();
	await settle();
	await tablet.engine.dismiss(operationId);
	await settle();
	expect(await tablet.states()).toEqual(['1 givenUp']);
	expect(county.requests.at(-1)).toMatchObject({ refused: 0, assigned: 1 });
});

it('a withdrawn one keeps its number and does nothing', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county));
	await tablet.count(3);
	const { operationId } = await tablet.count(4);
	await tablet.count(5);
	await tablet.engine.withdraw(operationId);
	tablet.engine.startSending();
	await settle();
	expect(county.effects.map(({ payload }) => payload['people'])).toEqual([3, 5]);
	expect(county.requests[0]!.operations[1]).toMatchObject({ sequence: 2, kind: 'withdrawn', payload: {} });
	expect(await tablet.states()).toEqual(['1 applied', '2 applied', '3 applied']);
});

it('says so when what is withdrawn had arrived already', async () => {
	const county = new FakeCounty();
	let isLost = true;
	const tablet = new Tablet(async (input) => {
		const answer = county.take(structuredClone(input));
		return isLost ? refuse(problem('notConnected')) : ok(answer);
	});
	const { operationId } = await tablet.count(3);
	tablet.engine.startSending();
	await settle();
	await tablet.engine.withdraw(operationId);
	isLost = false;
	tablet.engine.retryNow();
	await settle();
	expect(county.effects).toHaveLength(1);
	expect((await tablet.storage.list())[0]).toMatchObject({
		state: 'refused',
		problem: { code: 'withdrawnTooLate' }
	});
});

it('an answer to what was withdrawn meanwhile settles nothing', async () => {
	const county = new FakeCounty();
	let release: () => void = () => undefined;
	const tablet = new Tablet(async (input) => {
		const answer = county.take(structuredClone(input));
		if (county.requests.length === 1) await new Promise<void>((resolve) => (release = resolve));
		return ok(answer);
	});
	const { operationId } = await tablet.count(3);
	tablet.engine.startSending();
	await settle();
	await tablet.engine.withdraw(operationId);
	release();
	await settle();
	// It was sent anew as withdrawn, and the county says that this came too late.
	expect((await tablet.storage.list())[0]).toMatchObject({ state: 'refused', problem: { code: 'withdrawnTooLate' } });
});

it('one operation that the county cannot even read does not stop those behind it', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(async (input) =>
		input.operations.some(({ payload }) => payload['people'] === 8)
			? refuse(problem('invalidInput', { summary: 'x' }))
			: ok(county.take(input))
	);
	for (const people of [7, 8, 9]) await tablet.count(people);
	tablet.engine.startSending();
	await settle();
	expect(await tablet.states()).toEqual(['1 applied', '2 refused', '3 applied']);
});

it.each(['forbidden', 'noSuchProcedure', 'internal', 'diskFull', 'databaseUnavailable'] satisfies ProblemCode[])(
	'keeps everything while the whole request meets %s',
	async (code) => {
		const tablet = new Tablet(async () => refuse(problem(code)));
		await tablet.count(3);
		tablet.engine.startSending();
		await settle();
		tablet.endWait();
		await settle();
		expect(await tablet.states()).toEqual(['1 queued']);
		expect(tablet.status).toMatchObject({ phase: 'waiting', problem: { code } });
	}
);

it('sends little at a time on a line that breaks, more on one that holds', async () => {
	const county = new FakeCounty();
	let isDown = true;
	const sizes: number[] = [];
	const tablet = new Tablet(async (input) => {
		sizes.push(input.operations.length);
		return isDown ? refuse(problem('notConnected')) : ok(county.take(input));
	});
	for (let i = 0; i < 300; i++) await tablet.count(i);
	tablet.engine.startSending();
	await settle();
	for (let i = 0; i < 4; i++) {
		tablet.endWait();
		await settle();
	}
	isDown = false;
	tablet.endWait();
	await settle();
	await settle();
	expect(sizes.slice(0, 5)).toEqual([...sizes.slice(0, 5)].sort((a, b) => b - a));
	expect(sizes[4]).toBeLessThan(12);
	expect(Math.max(...sizes)).toBe(100);
	expect(county.effects.map(({ payload }) => payload['people'])).toEqual(Array.from({ length: 300 }, (_, i) => i));
});

it('keeps no more than the last few of those that are done with', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county));
	for (let i = 0; i < 80; i++) await tablet.count(i);
	tablet.engine.startSending();
	await settle();
	await settle();
	expect((await tablet.storage.list()).map(({ sequence }) => sequence)).toEqual(
		Array.from({ length: 30 }, (_, i) => i + 51)
	);
});

it('a storage that fails while sending is tried again, and nothing is let go', async () => {
	const county = new FakeCounty();
	const tablet = new Tablet(goodLine(county));
	await tablet.count(3);
	const settleStorage = tablet.storage.settle.bind(tablet.storage);
	let failures = 1;
	tablet.storage.settle = async (settlements) => {
		if (failures-- > 0) throw new Error('the disk is away');
		return settleStorage(settlements);
	};
	tablet.engine.startSending();
	await settle();
	expect(tablet.troubles).toHaveLength(1);
	expect(await tablet.states()).toEqual(['1 queued']);
	tablet.endWait();
	await settle();
	expect(await tablet.states()).toEqual(['1 applied']);
	expect(county.effects).toHaveLength(1);
});

it('stops sending when told, and takes the answer that is under way', async () => {
	const county = new FakeCounty();
	let release: () => void = () => undefined;
	const tablet = new Tablet(async (input) => {
		const answer = county.take(structuredClone(input));
		await new Promise<void>((resolve) => (release = resolve));
		return ok(answer);
	});
	await tablet.count(3);
	tablet.engine.startSending();
	await settle();
	tablet.engine.stopSending();
	await tablet.count(4);
	release();
	await settle();
	expect(await tablet.states()).toEqual(['1 applied', '2 queued']);
	expect(county.requests).toHaveLength(1);
});

it('asks with one operation alone whether the network is back, once a try has failed and the device has none', async () => {
	let [isDown, isOffline] = [true, false];
	const county = new FakeCounty();
	const sizes: number[] = [];
	const push = async (input: PushInput) => {
		sizes.push(input.operations.length);
		return isDown ? refuse(problem('notConnected')) : ok(county.take(input));
	};
	const tablet = new Tablet(push, { isOffline: () => isOffline });
	for (const people of [1, 2, 3, 4, 5, 6, 7, 8]) await tablet.count(people);
	tablet.engine.startSending();
	await settle();
	tablet.endWait();
	await settle();
	// Without a word of the device itself the line may be a poor one.
	expect(sizes.every((size) => size > 1)).toBe(true);
	isOffline = true;
	tablet.endWait();
	await settle();
	expect(sizes.at(-1)).toBe(1);
	isDown = false;
	tablet.endWait();
	await settle();
	// Though the device goes on saying so, what waits goes out: the county may be on this very device.
	expect(county.effects.map(({ payload }) => payload['people'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	expect(county.requests.length).toBeLessThan(8);
});
