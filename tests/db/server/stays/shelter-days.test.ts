import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentKey } from '#domain/people/identity-document.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, movement, nextIdNumber, openShelters } from './people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK'));
const coordinator = (village: string) => desk.as(desk.actorAs('COORDINATOR', village));
const deviceTime = () => new Date().toISOString();
const NAMES = ['周润泽', '周小满', '周立夏'];

async function family(homeCode: string = VILLAGES[0], names: string[] = NAMES) {
	const members = names.map((name, at) => member(name, at === 0 ? {} : { relation: 'child', needs: ['diet'] }));
	const given = household(members, homeCode);
	const { personIds } = await officer().households.register(given);
	return { ...given, personIds };
}

test('a directory has those present and expected and the township, nearest villages first, and no number or name', async () => {
	const [point, other] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const own = await family();
	const near = await family(VILLAGES[1]);
	const stranger = await family(VILLAGES[4]);
	await officer().stays.checkIn(movement(point, own.personIds[0]!));
	await officer().stays.checkIn(movement(other, own.personIds[1]!, ...stranger.personIds));
	await officer().stays.transferOut({ ...movement(other, stranger.personIds[0]!), toPointId: point });

	const actor = desk.actorAs('COORDINATOR', VILLAGES[0]);
	const by = desk.as(actor);
	const found = await by.stays.directory({ pointId: point });
	expect(found.present).toMatchObject([{ personId: own.personIds[0], absences: 0 }]);
	expect(found.expected).toMatchObject([
		{ personId: stranger.personIds[0], from: expect.stringMatching(/^学校/) as string }
	]);
	const ids = found.households!.map(({ id }) => id);
	expect(ids.slice(0, 2).sort()).toEqual([own.householdId, stranger.householdId].sort());
	expect(ids).toContain(near.householdId);
	expect(found.households!.find(({ id }) => id === own.householdId)).toMatchObject({
		homeCode: VILLAGES[0],
		members: [{ name: '周**', relation: 'head' }, { name: '周**' }, { name: '周**', needs: ['elderly', 'diet'] }]
	});
	expect(found.elsewhere.sort()).toEqual([own.personIds[1], ...stranger.personIds.slice(1)].sort());
	expect(found.destinations.map(({ pointId }) => pointId)).toEqual([other]);
	const text = JSON.stringify(found);
	for (const { name, document } of own.members) {
		expect(text).not.toContain(name);
		expect(text).not.toContain(document.number);
	}

	const key = Buffer.from(found.lookupKey, 'base64');
	const hash = (number: string) =>
		createHmac('sha256', key)
			.update(documentKey({ kind: 'residentId', number })!)
			.digest()
			.subarray(0, 16)
			.toString('base64url');
	const looked = found
		.households!.flatMap(({ members }) => members)
		.find(({ lookup }) => lookup === hash(own.members[2]!.document.number));
	expect(looked?.id).toBe(own.members[2]!.personId);
	expect(
		(await desk.as(desk.actorAs('COORDINATOR', VILLAGES[0])).stays.directory({ pointId: point })).lookupKey
	).not.toBe(found.lookupKey);

	const again = await by.stays.directory({ pointId: point, knownVersion: found.version });
	expect([again.households, again.version]).toEqual([null, found.version]);
	await family(VILLAGES[1]);
	expect((await by.stays.directory({ pointId: point, knownVersion: found.version })).households).not.toBeNull();
	expect((await problemIn(coordinator(VILLAGES[3]).stays.directory({ pointId: point }))).code).toBe('notFound');
});

test('a whole number finds the family wherever it is registered; its tail finds nobody', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const far = await family(VILLAGES[4]);
	const by = coordinator(VILLAGES[0]);
	const found = await by.stays.findFamily({ pointId: point, number: far.members[1]!.document.number.toLowerCase() });
	expect(found).toMatchObject({ personId: far.personIds[1], household: { id: far.householdId } });
	expect(found!.household.members).toHaveLength(3);
	expect(JSON.stringify(found)).not.toContain('周润泽');
	expect(await by.stays.findFamily({ pointId: point, number: nextIdNumber() })).toBeNull();
	expect(await by.stays.findFamily({ pointId: point, number: far.members[1]!.document.number.slice(-8) })).toBeNull();
});

test('who misses two roll-calls in a row is known to; nobody is checked out; what was called stays', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const { personIds } = await family();
	const [a, b, c] = personIds as [string, string, string];
	const by = coordinator(VILLAGES[0]);
	await by.stays.checkIn(movement(point, ...personIds));
	const call = (presentIds: string[], absentIds: string[], unnamed = 0) => ({
		operationId: newId(),
		pointId: point,
		presentIds,
		absentIds,
		unnamed,
		deviceTime: deviceTime()
	});
	const first = call([a], [b, c, newId()], 4);
	const answer = await by.stays.rollCall(first);
	expect(answer).toEqual({ rollCallId: first.operationId, present: 1, absent: 2, unnamed: 4, unknown: 1 });
	expect(await by.stays.rollCall(first)).toEqual(answer);
	await by.stays.rollCall(call([a, b], [c]));
	const { present } = await by.stays.directory({ pointId: point });
	expect(new Map(present.map(({ personId, absences }) => [personId, absences]))).toEqual(
		new Map([
			[a, 0],
			[b, 0],
			[c, 2]
		])
	);
	const { rollCalls } = await by.stays.rollCalls({ pointId: point });
	expect(rollCalls).toMatchObject([
		{ present: 2, absent: 1, absentees: [{ personId: c, name: '周**' }] },
		{ present: 1, absent: 2, unnamed: 4, unknown: 1 }
	]);
	const page = await by.stays.rollCalls({ pointId: point, limit: 1 });
	expect((await by.stays.rollCalls({ pointId: point, limit: 1, before: page.next! })).rollCalls).toEqual(
		rollCalls.slice(1)
	);
	await expect(desk.db.pool.query('UPDATE roll_call SET present = 0')).rejects.toThrow(/append-only/);
	await expect(desk.db.pool.query('DELETE FROM roll_call_mark')).rejects.toThrow(/append-only/);
	expect((await by.stays.meals({ pointId: point })).suggestion).toEqual({ named: 3, unnamed: 0, special: 2 });
});

test('a meal is entered once and corrected with a reason; both lines stay', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const { personIds } = await family();
	const by = coordinator(VILLAGES[0]);
	await by.stays.checkIn(movement(point, ...personIds));
	await by.counts.submit({ operationId: newId(), pointId: point, people: 9, deviceTime: deviceTime() });
	expect((await by.stays.meals({ pointId: point })).suggestion).toEqual({ named: 3, unnamed: 6, special: 2 });

	const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
	const meal = (over: object) => ({
		operationId: newId(),
		pointId: point,
		day,
		meal: 'lunch' as const,
		served: 9,
		special: 2,
		deviceTime: deviceTime(),
		...over
	});
	const { mealLineId } = await by.stays.serveMeal(meal({}));
	expect(await problemIn(by.stays.serveMeal(meal({})))).toMatchObject({
		code: 'mealEnteredBefore',
		params: { served: 9 }
	});
	const correction = meal({ served: 8, correctsId: mealLineId, reason: '有一人未领' });
	await by.stays.serveMeal(correction);
	const again = { ...correction, operationId: newId() };
	expect((await problemIn(by.stays.serveMeal(again))).code).toBe('mealCorrectedBefore');
	await by.stays.serveMeal(meal({ meal: 'extra', served: 2, special: 0 }));
	await by.stays.serveMeal(meal({ meal: 'extra', served: 3, special: 0 }));
	const { days, lines } = await by.stays.meals({ pointId: point });
	expect(days).toEqual([
		{ day, meals: { lunch: { served: 8, special: 2 }, extra: { served: 5, special: 0 } }, served: 13 }
	]);
	expect(lines).toHaveLength(4);
	const two = await Promise.allSettled([1, 2].map(() => by.stays.serveMeal(meal({ meal: 'dinner' }))));
	expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	await expect(desk.db.pool.query('UPDATE meal_line SET served = 1')).rejects.toThrow(/append-only/);
	expect(desk.errors).toEqual([]);
});

test('names are shown once for a reason: the trail says who saw whom, and no name is kept', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const { personIds } = await family();
	const by = coordinator(VILLAGES[0]);
	await by.stays.checkIn(movement(point, ...personIds));
	const asked = { operationId: newId(), pointId: point, reason: '晚点名' };
	const { names } = await by.stays.namesForRollCall(asked);
	expect(names.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
	const entries = await desk.db.prisma.auditEntry.findMany({ where: { verb: 'stay.callNames' } });
	expect(entries).toHaveLength(1);
	expect(entries[0]).toMatchObject({ subjectId: point, reason: '晚点名' });
	expect((entries[0]!.after as { personIds: string[] }).personIds.sort()).toEqual(personIds.toSorted());
	const kept = JSON.stringify([entries, await desk.db.prisma.operation.findMany()], (_, value: unknown) =>
		typeof value === 'bigint' ? String(value) : value
	);
	for (const name of NAMES) expect(kept).not.toContain(name);
	expect((await problemIn(desk.as(desk.actorAs('AUDITOR')).stays.namesForRollCall(asked))).code).toBe('forbidden');
});

test('all conflicts of an area are listed with the names of both places', async () => {
	const [a, b] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const { personIds } = await family();
	await officer().stays.checkIn(movement(a, ...personIds));
	await officer().stays.checkIn(movement(b, ...personIds));
	for (const area of [TOWNSHIPS[0], TOWNSHIPS[1], VILLAGES[3]]) {
		const { conflicts, count, next } = await desk.as(desk.actorAs('TOWNSHIP', area)).stays.conflicts({});
		expect([conflicts.length, count, next]).toEqual([3, 3, null]);
		expect(conflicts[0]).toMatchObject({
			person: { name: '周**' },
			stay: { pointId: a, placeName: expect.stringMatching(/^学校/) as string },
			claim: { pointId: b, placeName: expect.stringMatching(/^学校/) as string }
		});
	}
	const first = await officer().stays.conflicts({ limit: 2 });
	const rest = await officer().stays.conflicts({ limit: 2, after: first.next! });
	expect([first.conflicts.length, first.count, rest.conflicts.length, rest.next]).toEqual([2, 3, 1, null]);
	expect((await desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[2])).stays.conflicts({})).count).toBe(0);
	const [numbers] = (await coordinator(VILLAGES[3]).stays.places()).filter(({ pointId }) => pointId === b);
	expect(numbers).toEqual({ pointId: b, named: 0, expected: 0, conflicts: 3, keepsNamesAt: null });
	expect((await coordinator(VILLAGES[4]).stays.places()).map(({ pointId }) => pointId)).not.toContain(b);
});

test('a place begins to count by its names when they are as many as its heads, or for a reason', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const { personIds } = await family();
	const by = coordinator(VILLAGES[0]);
	await by.stays.checkIn(movement(point, ...personIds));
	await by.counts.submit({ operationId: newId(), pointId: point, people: 5, deviceTime: deviceTime() });
	const keep = (keepsNames: boolean, reason = '') => ({ operationId: newId(), pointId: point, keepsNames, reason });
	expect(await problemIn(by.stays.keepNames(keep(true)))).toMatchObject({
		code: 'namesDiffer',
		params: { difference: 2 }
	});
	const kept = await by.stays.keepNames(keep(true, '两人已自行返家，待补登'));
	expect(kept.keepsNamesAt).not.toBeNull();
	expect(await by.stays.reconciliation({ pointId: point })).toMatchObject({
		keepsNamesAt: kept.keepsNamesAt,
		difference: 2
	});
	expect((await problemIn(by.stays.keepNames(keep(true)))).code).toBe('nothingToChange');
	await by.stays.keepNames(keep(false));
	expect((await by.stays.reconciliation({ pointId: point })).keepsNamesAt).toBeNull();
});

test('a check-in by mistake ends as one', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const { personIds } = await family();
	await officer().stays.checkIn(movement(point, ...personIds));
	await officer().stays.checkOut({ ...movement(point, ...personIds), destination: 'mistake' });
	const stays = await desk.db.prisma.stay.findMany({ where: { pointId: point } });
	expect(stays.map(({ state, destination }) => [state, destination])).toEqual(personIds.map(() => ['out', 'mistake']));
	expect(desk.errors).toEqual([]);
});
