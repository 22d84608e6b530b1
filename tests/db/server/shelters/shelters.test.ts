import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, COUNTY, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
let event: EventView;

const officer = () => desk.as(desk.actorAs('DESK'));
const registration = (over: Record<string, unknown> = {}) => ({
	operationId: newId(),
	name: `场所 ${newId()}`,
	kind: 'school' as const,
	areaCode: VILLAGES[0] as string,
	address: '中心路 1 号',
	lng: 112.1,
	lat: 26.8,
	floorAreaM2: '350' as string | null,
	capacityOverride: null as number | null,
	services: ['toilets', 'water', 'water'] as ('toilets' | 'water')[],
	...over
});
const register = async (over: Record<string, unknown> = {}) =>
	(await officer().shelters.register(registration(over))).shelter;
const openEvent = async (name: string) =>
	(
		await officer().events.open({
			operationId: newId(),
			name,
			kind: 'freeze',
			startedAt: '2026-01-12T00:00:00.000Z',
			areaCodes: [COUNTY],
			phase: 'response',
			level: 3,
			reason: '会商'
		})
	).event;
const openFor = (shelterId: string, eventId = event.id) =>
	officer().shelters.open({ operationId: newId(), eventId, shelterId });
const count = (pointId: string, people: number) =>
	officer().counts.correct({
		operationId: newId(),
		pointId,
		people,
		reason: '清点',
		deviceTime: new Date().toISOString()
	});
const why = { reason: '群众已返家' };

beforeAll(async () => {
	desk = await createDesk();
	event = await openEvent('冰冻');
});
afterAll(() => desk.drop());

describe('the registry', () => {
	test('derives the capacity from the floor area, in catalogue order of services', async () => {
		const shelter = await register();
		expect(shelter).toMatchObject({
			capacity: 100,
			floorAreaM2: '350.00',
			townshipCode: TOWNSHIPS[0],
			services: ['water', 'toilets'],
			version: 1
		});
		const read = await officer().shelters.get({ shelterId: shelter.id });
		expect(read.shelter).toEqual(shelter);
	});

	test('refuses the same name in a village, even twice at once', async () => {
		const name = '同名中学';
		const tries = await Promise.allSettled([1, 2, 3].map(() => register({ name })));
		expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
		expect((await problemIn(register({ name }))).code).toBe('alreadyExists');
		expect((await register({ name, areaCode: VILLAGES[1] })).name).toBe(name);
	});

	test('an edit at an old version is refused; an edit that changes nothing too; a moved open shelter too', async () => {
		const shelter = await register();
		const edit = (over: Record<string, unknown>) =>
			officer().shelters.edit({
				...registration({ name: shelter.name }),
				operationId: newId(),
				shelterId: shelter.id,
				version: 1,
				...over
			});
		expect((await problemIn(edit({}))).code).toBe('nothingToChange');
		const both = await Promise.allSettled([edit({ address: '甲' }), edit({ address: '乙' })]);
		expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
		expect(await problemIn(edit({ address: '丙' }))).toEqual({ code: 'versionConflict', params: { version: 2 } });
		await openFor(shelter.id);
		const moved = await problemIn(edit({ version: 2, areaCode: VILLAGES[1] }));
		expect(moved).toMatchObject({ code: 'shelterAlreadyOpen', params: { event: '冰冻' } });
		const retiring = officer().shelters.retire({ operationId: newId(), shelterId: shelter.id, version: 2, ...why });
		expect((await problemIn(retiring)).code).toBe('shelterAlreadyOpen');
	});

	test('a retired shelter keeps its history but opens and changes no more', async () => {
		const shelter = await register();
		const retire = { operationId: newId(), shelterId: shelter.id, version: 1, ...why };
		const { shelter: retired } = await officer().shelters.retire(retire);
		expect(retired.retiredAt).not.toBeNull();
		expect((await problemIn(openFor(shelter.id))).code).toBe('shelterRetired');
		expect((await register({ name: shelter.name })).name).toBe(shelter.name);
		expect((await officer().shelters.find({ text: shelter.name })).items).toHaveLength(1);
		expect((await officer().shelters.find({ text: shelter.name, state: 'retired' })).items).toHaveLength(1);
	});

	test('what lies outside the area does not exist; a typed code outside is named', async () => {
		const shelter = await register({ areaCode: VILLAGES[3] });
		const other = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).shelters;
		expect((await problemIn(other.get({ shelterId: shelter.id }))).code).toBe('notFound');
		expect((await problemIn(other.get({ shelterId: newId() }))).code).toBe('notFound');
		expect((await problemIn(other.register(registration({ areaCode: VILLAGES[3] })))).code).toBe('outsideArea');
		expect((await problemIn(other.find({ areaCode: TOWNSHIPS[1] }))).code).toBe('outsideArea');
		const opening = { operationId: newId(), eventId: event.id, shelterId: shelter.id };
		expect((await problemIn(other.open(opening))).code).toBe('notFound');
		expect((await problemIn(register({ areaCode: '430426104999' }))).code).toBe('unknownArea');
	});
});

describe('the contact', () => {
	test('is masked, revealed with a reason, and kept nowhere else', async () => {
		const contact = { name: '王小明', phone: '13812345678' };
		const shelter = await register({ contact });
		const masked = (await officer().shelters.get({ shelterId: shelter.id })).maskedContact;
		expect(masked).toEqual({ name: '王**', phone: '138****78' });
		const command = { operationId: newId(), shelterId: shelter.id, reason: '通知转移' };
		const actor = desk.actorAs('COORDINATOR', VILLAGES[0]);
		expect((await desk.as(actor).shelters.revealContact(command)).contact).toEqual(contact);
		expect((await desk.as(actor).shelters.revealContact(command)).contact).toEqual(contact);
		const leader = desk.as(desk.actorAs('LEADER')).shelters;
		expect((await problemIn(leader.revealContact({ ...command, operationId: newId() }))).code).toBe('forbidden');

		const edited = { ...registration({ name: shelter.name }), operationId: newId(), shelterId: shelter.id, version: 1 };
		await officer().shelters.edit({ ...edited, contact: { name: '王小明', phone: '13900000000' } });
		const dump = await desk.db.pool.query<{ line: string }>(`
			SELECT row_to_json(a)::text AS line FROM audit_entry a UNION ALL SELECT row_to_json(o)::text FROM operation o
			UNION ALL SELECT row_to_json(c)::text FROM change_log c`);
		for (const { line } of dump.rows) expect(line).not.toMatch(/王小明|13812345678|13900000000/);
		const seen = await desk.db.prisma.auditEntry.findMany({
			where: { verb: 'shelter.readContact', subjectId: shelter.id }
		});
		expect(seen).toMatchObject([{ reason: '通知转移', accountId: actor.accountId, areaCode: VILLAGES[0] }]);
		const changed = await desk.db.prisma.auditEntry.findFirst({
			where: { verb: 'shelter.edit', subjectId: shelter.id }
		});
		expect(changed?.after).toMatchObject({ isContactChanged: true });
	});
});

describe('opening and closing', () => {
	test('two openings at once: one is done, the other is told for which event', async () => {
		const shelter = await register();
		const second = await openEvent('山洪');
		const tries = await Promise.allSettled([openFor(shelter.id), openFor(shelter.id, second.id), openFor(shelter.id)]);
		expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
		const again = await problemIn(openFor(shelter.id));
		expect(again).toMatchObject({ code: 'shelterAlreadyOpen', params: { name: shelter.name } });
	});

	test('people are counted out before closing; opening again goes on with the same point', async () => {
		const shelter = await register();
		const { point } = await openFor(shelter.id);
		await count(point.id, 42);
		const close = () => officer().shelters.close({ operationId: newId(), pointId: point.id, ...why });
		expect(await problemIn(close())).toEqual({ code: 'peopleStillInside', params: { people: 42 } });
		await count(point.id, 0);
		const { point: closed } = await close();
		expect(closed.closedAt).not.toBeNull();
		expect((await problemIn(close())).code).toBe('shelterNotOpen');

		const { point: reopened } = await officer().shelters.reopen({
			operationId: newId(),
			pointId: point.id,
			reason: '又有群众转移'
		});
		expect(reopened).toMatchObject({ id: point.id, people: 0, closedAt: null });
		await close();
		expect((await openFor(shelter.id)).point.id).toBe(point.id);
		const { activations } = await officer().shelters.get({ shelterId: shelter.id });
		expect(activations).toMatchObject([{ eventName: '冰冻', point: { id: point.id } }]);
	});

	test('counts that differ are settled before closing', async () => {
		const shelter = await register();
		const { point } = await openFor(shelter.id);
		const submit = (people: number) =>
			desk.as(desk.actorAs('COORDINATOR', VILLAGES[0])).counts.submit({
				operationId: newId(),
				pointId: point.id,
				people,
				deviceTime: new Date().toISOString()
			});
		await submit(5);
		await submit(0);
		const closing = officer().shelters.close({ operationId: newId(), pointId: point.id, ...why });
		expect((await problemIn(closing)).code).toBe('countsStillDiffer');
	});

	test('a condition other than green says why; only the shelter itself breaks its silence', async () => {
		const { point } = await openFor((await register()).id);
		const set = (role: 'DESK' | 'COORDINATOR', condition: 'green' | 'amber' | 'red', reason = '') =>
			desk
				.as(desk.actorAs(role, role === 'DESK' ? COUNTY : VILLAGES[0]))
				.shelters.setCondition({ operationId: newId(), pointId: point.id, condition, reason });
		expect((await problemIn(set('DESK', 'red'))).code).toBe('reasonRequired');
		expect((await set('DESK', 'red', '停水')).point).toMatchObject({ condition: 'red', lastWordAt: null });
		expect((await problemIn(set('DESK', 'red', '停水'))).code).toBe('nothingToChange');
		const own = await set('COORDINATOR', 'green');
		expect(own.point.lastWordAt).not.toBeNull();
		const { activations } = await officer().shelters.get({ shelterId: point.shelterId! });
		expect(activations[0]).toMatchObject({ conditionReason: '' });
	});
});

describe('searching', () => {
	test('by part of name or address, kind, area, services and state; wildcards are letters', async () => {
		const shelter = await register({ name: '100%寻找_中学', kind: 'gym', services: ['heating'], address: '寻找路' });
		const names = async (input: object) =>
			(await officer().shelters.find(input)).items.map((item) => item.shelter.name);
		expect(await names({ text: '0%寻' })).toEqual([shelter.name]);
		expect(await names({ text: '0_寻' })).toEqual([]);
		expect(await names({ text: '寻找路', kinds: ['gym', 'hotel'] })).toEqual([shelter.name]);
		expect(await names({ text: '寻找', kinds: ['hotel'] })).toEqual([]);
		expect(await names({ text: '寻找', services: ['heating', 'water'] })).toEqual([]);
		expect(await names({ text: '寻找', services: ['heating'], areaCode: TOWNSHIPS[0], state: 'notOpen' })).toHaveLength(
			1
		);
		await openFor(shelter.id);
		const open = await officer().shelters.find({ text: '寻找', state: 'open', eventId: event.id });
		expect(open.items[0]?.point).toMatchObject({ eventId: event.id, shelterId: shelter.id });
	});

	test('pages hold each shelter once, in order', async () => {
		const all = await desk.db.prisma.shelter.count({ where: { retiredAt: null } });
		const seen: string[] = [];
		let after: Parameters<ReturnType<typeof officer>['shelters']['find']>[0]['after'];
		do {
			const page = await officer().shelters.find({ limit: 3, after });
			expect(page.total).toBe(all);
			seen.push(...page.items.map((item) => item.shelter.id));
			after = page.next ?? undefined;
		} while (after);
		expect(seen).toHaveLength(all);
		expect(new Set(seen).size).toBe(all);
	});
});

test('a new space per person moves capacities, open shelters and totals at once', async () => {
	const shelter = await register({ floorAreaM2: '700', areaCode: VILLAGES[4] });
	const fixed = await register({ floorAreaM2: '700', capacityOverride: 9, areaCode: VILLAGES[4] });
	const { point } = await openFor(shelter.id);
	await openFor(fixed.id);
	const total = () =>
		desk.db.prisma.townshipTotal.findUniqueOrThrow({
			where: { eventId_townshipCode: { eventId: event.id, townshipCode: TOWNSHIPS[1] } }
		});
	const before = (await total()).capacity;
	const admin = desk.as(desk.actorAs('ADMIN'));
	const [policy] = await Promise.all([
		admin.policies.change({ operationId: newId(), key: 'spacePerPersonM2', value: 7, version: 0, reason: '疫情防控' }),
		...[1, 2, 3, 4].map(() => register({ floorAreaM2: '70' }))
	]);
	expect(policy).toBeDefined();
	expect((await officer().shelters.get({ shelterId: shelter.id })).shelter).toMatchObject({
		capacity: 100,
		version: 2
	});
	expect((await officer().shelters.get({ shelterId: fixed.id })).shelter).toMatchObject({ capacity: 9, version: 1 });
	const { activations } = await officer().shelters.get({ shelterId: shelter.id });
	expect(activations[0]?.point).toMatchObject({ id: point.id, capacity: 100 });
	expect((await total()).capacity).toBe(before - 100);
	const stale = await desk.db.prisma.shelter.count({ where: { floorAreaM2: 70, capacity: { not: 10 } } });
	expect(stale).toBe(0);
	const told = (await desk.changes()).filter((change) => change.type === 'shelter.capacityChanged');
	expect(told.some((change) => 'point' in change && change.point.id === point.id)).toBe(true);
});

test('nothing unforeseen happened', () => expect(desk.errors).toEqual([]));
