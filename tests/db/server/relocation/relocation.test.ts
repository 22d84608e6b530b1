import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { progressOfList } from '#domain/relocation/with-done-here.ts';
import { newId } from '#server/new-id.ts';
import { addKey, Keyring, makeKeyFile } from '#server/people/keyring.ts';
import { findRelocations, resealHelpers, updateAssignment } from '#server/repositories/relocation-households.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, openShelters } from '../stays/people.ts';
import { AQueue } from '../sync/a-queue.ts';

const VILLAGE = VILLAGES[0];
let desk: Desk;
let eventId: string;
let pointId: string;
const families: { householdId: string; personIds: string[] }[] = [];

beforeAll(async () => {
	desk = await createDesk();
	pointId = (await openShelters(desk, VILLAGE))[0]!;
	eventId = (await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: pointId } })).eventId;
	const old = member('欧阳守望');
	const alone = member('司徒问渠');
	for (const members of [
		[member('甲某'), member('甲小', { relation: 'child' })],
		[member('乙某', { needs: ['medication'] })],
		[old],
		[alone]
	]) {
		const registration = household(members, VILLAGE);
		await officer().households.register(registration);
		const { householdId } = registration;
		families.push({ householdId, personIds: members.map(({ personId }) => personId) });
	}
	await officer().households.register(household([member('邻村人')], VILLAGES[1]));
	await officer().households.register(household([member('邻镇人')], VILLAGES[3]));
	const rows = [
		`欧阳守望,${old.document.number},${VILLAGE},低保对象`,
		`司徒问渠,${alone.document.number},${VILLAGE},高龄独居`,
		`没有登记,,${VILLAGE},特困人员`
	];
	const content = Buffer.from(['姓名,身份证号,区划代码,对象类别', ...rows].join('\n')).toString('base64');
	const file = { fileName: '名册.csv', content, areaCode: TOWNSHIPS[0], mode: 'all' as const };
	await desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).rosters.importFile({ operationId: newId(), ...file });
});
afterAll(() => desk.drop());

const officer = (areaCode: string = TOWNSHIPS[0]) => desk.as(desk.actorAs('DESK', areaCode));
const informant = (areaCode: string = VILLAGE) => desk.as(desk.actorAs('INFORMANT', areaCode));
const listOf = (who = informant()) => who.relocation.list({ eventId, areaCode: VILLAGE });
const at = (householdId: string, list: Awaited<ReturnType<typeof listOf>>) =>
	list.households.find((household) => household.householdId === householdId)!;
const tickOf = (relocationId: string, state: 'left' | 'refused' | 'arrived' | 'todo', over: object = {}) => ({
	operationId: newId(),
	relocationId,
	state,
	reason: state === 'left' || state === 'arrived' ? '' : '要守牲口',
	deviceTime: new Date().toISOString(),
	...over
});

describe('a list', () => {
	test('is made of the registered households, the most vulnerable first, and of later ones when made again', async () => {
		const make = (areaCode: string) => officer().relocation.make({ operationId: newId(), eventId, areaCode });
		expect((await officer().relocation.villages({ eventId })).villages).toMatchObject([
			{ areaCode: VILLAGE, progress: null, unlisted: 4 },
			{ areaCode: VILLAGES[1], progress: null, unlisted: 1 }
		]);
		expect(await make(TOWNSHIPS[0])).toEqual({ lists: 2, households: 5 });
		const list = await listOf();
		expect(
			list.households.map(({ householdId }) => families.findIndex((of) => of.householdId === householdId))
		).toEqual([3, 2, 1, 0]);
		expect(list).toMatchObject({ unlisted: 0, unmatched: 1, destinations: [{ pointId }] });
		expect(list.households[0]!.members[0]).toMatchObject({ name: '司**', groups: ['elderlyAlone'], place: null });
		expect((await problemIn(make(TOWNSHIPS[0]))).code).toBe('nobodyToList');
		await officer().households.register(household([member('后来的')], VILLAGE));
		expect((await listOf()).unlisted).toBe(1);
		expect(await make(VILLAGE)).toEqual({ lists: 1, households: 1 });
		expect((await listOf()).households).toHaveLength(5);
	});

	test('says who helps and where to; another’s change in between is not written over', async () => {
		const [first, second] = (await listOf()).households;
		const items = [first!, second!].map(({ id, version }) => ({ relocationId: id, version }));
		const helper = { name: '包保干部', phone: '13812345678' };
		const destination = { kind: 'shelter' as const, toPointId: pointId };
		await officer().relocation.assign({ operationId: newId(), items, helper, destination });
		const now = (await listOf()).households;
		expect(now[0]).toMatchObject({ helper, destination: { kind: 'shelter', toPointId: pointId }, version: 2 });
		const stale = officer().relocation.assign({ operationId: newId(), items, helper: null });
		expect((await problemIn(stale)).code).toBe('versionConflict');
		const fresh = [{ relocationId: now[0]!.id, version: 2 }];
		const elsewhere = { kind: 'shelter' as const, toPointId: newId() };
		const nowhere = officer().relocation.assign({ operationId: newId(), items: fresh, destination: elsewhere });
		expect((await problemIn(nowhere)).code).toBe('destinationNotOpen');
		await officer().relocation.assign({ operationId: newId(), items: fresh, destination: { kind: 'relatives' } });
		expect((await listOf()).households[0]).toMatchObject({ helper, destination: { kind: 'relatives' } });
	});

	test('is shown in full only with a reason that the trail keeps', async () => {
		const { names } = await informant().relocation.showNames({
			operationId: newId(),
			eventId,
			areaCode: VILLAGE,
			reason: '入户动员'
		});
		expect(names.map(({ name }) => name)).toContain('司徒问渠');
		const entries = await desk.db.prisma.auditEntry.findMany({ where: { verb: 'relocation.showNames' } });
		expect(entries).toMatchObject([{ areaCode: VILLAGE, reason: '入户动员' }]);
	});
});

describe('a tick', () => {
	test('counts once however often it is sent, and can be taken back with a reason', async () => {
		const { id } = at(families[0]!.householdId, await listOf());
		const one = informant();
		const tick = tickOf(id, 'left');
		const answer = await one.relocation.tick(tick);
		expect(answer).toEqual({ relocationId: id, tickId: tick.operationId, isDisputed: false });
		expect(await one.relocation.tick(tick)).toEqual(answer);
		expect(await desk.db.prisma.relocationTick.count({ where: { relocationId: id } })).toBe(1);
		const [village] = (await officer().relocation.villages({ eventId })).villages;
		expect(village!.progress).toMatchObject({ households: 5, people: 6, peopleGone: 2, kinds: { gone: 1, todo: 4 } });
		const list = await listOf();
		expect(village!.progress).toEqual(progressOfList(list.households));
		await one.relocation.tick(tickOf(id, 'todo', { seenIds: [tick.operationId], reason: '勾错了' }));
		expect(at(families[0]!.householdId, await listOf()).standing).toMatchObject([{ state: 'todo', reason: '勾错了' }]);
	});

	test('of two helpers without a network who say otherwise: both stand, until one who saw both says which', async () => {
		const { id } = at(families[1]!.householdId, await listOf());
		const [one, other] = [desk.actorAs('INFORMANT', VILLAGE), desk.actorAs('TOWNSHIP', TOWNSHIPS[0])];
		const said = [
			{ by: one, payload: { relocationId: id, state: 'left' } },
			{ by: other, payload: { relocationId: id, state: 'refused', reason: '要守牲口' } }
		];
		const outcomes: string[] = [];
		for (const { by, payload } of said) {
			const queue = new AQueue();
			const { answers } = await desk
				.as(by, queue.deviceId)
				.sync.push(queue.sending([queue.next('relocation.tick', payload)]));
			outcomes.push(answers[0]!.outcome);
		}
		expect(outcomes).toEqual(['applied', 'conflict']);
		const { standing } = at(families[1]!.householdId, await listOf());
		expect(standing.map(({ state, accountName }) => [state, accountName])).toEqual([
			['refused', other.name],
			['left', one.name]
		]);
		const [village] = (await officer().relocation.villages({ eventId })).villages;
		expect(village!.progress!.kinds.disputed).toBe(1);
		const settled = await officer().relocation.tick(tickOf(id, 'left', { seenIds: standing.map((word) => word.id) }));
		expect(settled.isDisputed).toBe(false);
		expect(at(families[1]!.householdId, await listOf()).standing).toHaveLength(1);
		expect(await desk.db.prisma.relocationTick.count({ where: { relocationId: id } })).toBe(3);
	});

	test('is not needed by who was checked in at a shelter: the list and the progress say so', async () => {
		const { householdId, personIds } = families[2]!;
		await officer().stays.checkIn({ operationId: newId(), pointId, personIds, deviceTime: new Date().toISOString() });
		const household = at(householdId, await listOf());
		expect(household.members[0]!.place).toMatchObject({ kind: 'shelter' });
		const list = await listOf();
		const [village] = (await officer().relocation.villages({ eventId })).villages;
		expect(village!.progress).toEqual(progressOfList(list.households));
		expect(progressOfList([household]).kinds.gone).toBe(1);
	});
});

describe('a household struck off', () => {
	const strikeOf = ({ id, version }: { id: string; version: number }, reason: string) => ({
		...{ operationId: newId(), relocationId: id, version, reason }
	});
	const progress = async () => (await officer().relocation.villages({ eventId })).villages[0]!.progress;

	test('counts nowhere until it is put back; who and why stands for both', async () => {
		const before = await listOf();
		const household = at(families[0]!.householdId, before);
		const strike = strikeOf(household, '房屋不在危险区');
		const one = informant();
		const answer = await one.relocation.strike(strike);
		expect(await one.relocation.strike(strike)).toEqual(answer);
		const list = await listOf();
		expect(list.households.map(({ id }) => id)).toEqual(
			before.households.filter(({ id }) => id !== household.id).map(({ id }) => id)
		);
		expect(list.struck).toMatchObject([{ id: household.id, strikes: [{ isStruck: true, reason: '房屋不在危险区' }] }]);
		expect(await progress()).toEqual(progressOfList(list.households));
		// Making the list again does not bring it back.
		const made = officer().relocation.make({ operationId: newId(), eventId, areaCode: VILLAGE });
		expect((await problemIn(made)).code).toBe('nobodyToList');
		const again = officer().relocation.strike(strikeOf(list.struck[0]!, '又一次'));
		expect((await problemIn(again)).code).toBe('nothingToChange');
		const stale = officer().relocation.putBack(strikeOf(household, '划错了'));
		expect((await problemIn(stale)).code).toBe('versionConflict');
		await officer().relocation.putBack(strikeOf(list.struck[0]!, '险情扩大'));
		const after = await listOf();
		expect(after).toMatchObject({ struck: [], households: { length: before.households.length } });
		expect(at(families[0]!.householdId, after).strikes.map(({ isStruck, reason }) => [isStruck, reason])).toEqual([
			[false, '险情扩大'],
			[true, '房屋不在危险区']
		]);
		const entries = await desk.db.prisma.auditEntry.findMany({
			where: { subjectId: household.id, verb: { in: ['relocation.strike', 'relocation.putBack'] } },
			orderBy: { id: 'asc' }
		});
		expect(entries.map(({ verb, reason }) => [verb, reason])).toEqual([
			['relocation.strike', '房屋不在危险区'],
			['relocation.putBack', '险情扩大']
		]);
	});

	test('is ticked by who did not know of it, without a network, and nothing of that is lost; nobody is assigned to it', async () => {
		const { id, version, standing } = at(families[0]!.householdId, await listOf());
		await officer().relocation.strike(strikeOf({ id, version }, '重复登记'));
		const queue = new AQueue();
		const payload = { relocationId: id, state: 'left', seenIds: standing.map((word) => word.id) };
		const { answers } = await desk
			.as(desk.actorAs('INFORMANT', VILLAGE), queue.deviceId)
			.sync.push(queue.sending([queue.next('relocation.tick', payload)]));
		expect(answers[0]!.outcome).toBe('applied');
		const list = await listOf();
		expect(list.struck[0]!.standing).toMatchObject([{ state: 'left' }]);
		expect(await progress()).toEqual(progressOfList(list.households));
		const items = [{ relocationId: id, version: version + 1 }];
		const assigned = officer().relocation.assign({ operationId: newId(), items, helper: null });
		expect((await problemIn(assigned)).code).toBe('householdStruck');
		await officer().relocation.putBack(strikeOf({ id, version: version + 1 }, '不是重复'));
		expect(at(families[0]!.householdId, await listOf()).standing).toMatchObject([{ state: 'left' }]);
	});

	test('leaves a village whose households were all struck off its list of nobody', async () => {
		const listing = { eventId, areaCode: VILLAGES[1] };
		const [only] = (await officer().relocation.list(listing)).households;
		await officer().relocation.strike(strikeOf(only!, '村庄不在危险区'));
		const village = (await officer().relocation.villages({ eventId })).villages.find(
			({ areaCode }) => areaCode === VILLAGES[1]
		);
		expect(village).toMatchObject({ unlisted: 0, progress: { households: 0, people: 0, peopleGone: 0 } });
	});

	test('keeps its history: nothing of it is changed or removed', async () => {
		for (const sql of [
			"UPDATE relocation_strike SET account_name = 'x'",
			"UPDATE relocation_strike SET reason = 'x'",
			'DELETE FROM relocation_strike'
		])
			await expect(desk.db.pool.query(sql)).rejects.toThrow('append-only');
	});
});

test('another township has none of it', async () => {
	const [household] = (await listOf()).households;
	const there = officer(TOWNSHIPS[1]);
	expect((await there.relocation.villages({ eventId })).villages.map(({ areaCode }) => areaCode)).toEqual([
		VILLAGES[3]
	]);
	expect((await problemIn(there.relocation.list({ eventId, areaCode: VILLAGE }))).code).toBe('notFound');
	expect((await problemIn(there.relocation.tick(tickOf(household!.id, 'left')))).code).toBe('notFound');
	const items = [{ relocationId: household!.id, version: household!.version }];
	expect((await problemIn(there.relocation.assign({ operationId: newId(), items, helper: null }))).code).toBe(
		'notFound'
	);
});

test('no helper’s name, number or household’s name is in the clear', async () => {
	const texts = await desk.db.pool.query<{ text: string }>(`
		SELECT r::text AS text FROM relocation_household r UNION ALL SELECT o::text FROM operation o
		UNION ALL SELECT a::text FROM audit_entry a UNION ALL SELECT c::text FROM change_log c`);
	for (const { text } of texts.rows) expect(text).not.toMatch(/包保干部|13812345678|司徒问渠/);
});

test('helpers are encrypted anew with the next key', async () => {
	await desk.db.prisma.relocationHousehold.updateMany({ data: { keyId: null, ciphertext: null } });
	const { id } = (await listOf()).households[0]!;
	const file = makeKeyFile(new Date());
	const helper = { name: '包保干部', phone: '13812345678' };
	await desk.db.prisma.$transaction((tx) => updateAssignment(tx, new Keyring(file), id, { helper }));
	const next = new Keyring(addKey(file, new Date()));
	const beginning = '00000000-0000-0000-0000-000000000000';
	expect(await resealHelpers(desk.db, next, beginning, 10)).toEqual([id]);
	expect(await resealHelpers(desk.db, next, beginning, 10)).toEqual([]);
	expect(await findRelocations(desk.db.prisma, next, { ids: [id] })).toMatchObject([{ helper }]);
});
