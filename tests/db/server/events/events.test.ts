import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => (desk = await createDesk()));
afterAll(() => desk.drop());

const opening = (over: Record<string, unknown> = {}) => ({
	operationId: newId(),
	name: '低温雨雪冰冻灾害',
	kind: 'freeze' as const,
	startedAt: '2026-01-12T00:00:00.000Z',
	areaCodes: [COUNTY],
	phase: 'response' as const,
	level: 4,
	reason: '电网大面积受损',
	...over
});

const why = { reason: '依据会商意见', evidence: '气象局第 3 号专报' };
const officer = () => desk.as(desk.actorAs('DESK'));

describe('opening', () => {
	test('takes in every village once, and a township that has none', async () => {
		const { event, includedVillages } = await officer().events.open(opening());
		expect(includedVillages).toBe(VILLAGES.length + 1);
		const points = await desk.db.prisma.countPoint.findMany({ where: { eventId: event.id } });
		expect(points.map((point) => point.areaCode).sort()).toEqual([...VILLAGES, TOWNSHIPS[2]].sort());
		expect(points.every((point) => point.people === null && point.townshipCode.length === 9)).toBe(true);
		expect(await desk.db.prisma.townshipTotal.count({ where: { eventId: event.id } })).toBe(3);
		const told = (await desk.changes()).filter((change) => change.type === 'village.included');
		expect(told).toHaveLength(points.length);

		const { steps } = await officer().events.get({ eventId: event.id });
		expect(steps.map(({ kind, from, to }) => [kind, from, to])).toEqual([
			['opened', null, 'response'],
			['levelChanged', null, '4']
		]);
		const audit = await desk.db.prisma.auditEntry.findMany({ where: { subjectId: event.id } });
		expect(audit).toHaveLength(1);
		expect(audit[0]).toMatchObject({ verb: 'event.open', areaCode: COUNTY, reason: '电网大面积受损' });
	});

	test('sent twice opens once, sent with other content is refused', async () => {
		const command = opening({ name: '只开一次' });
		const actor = desk.actorAs('DESK');
		const answers = await Promise.all([desk.as(actor).events.open(command), desk.as(actor).events.open(command)]);
		expect(answers[0]).toEqual(answers[1]);
		expect(await desk.db.prisma.event.count({ where: { name: '只开一次' } })).toBe(1);
		const other = problemIn(desk.as(actor).events.open({ ...command, level: 2 }));
		expect((await other).code).toBe('operationConflict');
	});

	test('refuses areas outside, unknown areas, a future start, and roles without the verb', async () => {
		const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
		const own = desk.as(desk.actorAs('DESK', TOWNSHIPS[0])).events;
		expect((await problemIn(own.open(opening({ areaCodes: [TOWNSHIPS[1]] })))).code).toBe('outsideArea');
		const unknown = await problemIn(officer().events.open(opening({ areaCodes: ['430426199'] })));
		expect(unknown).toMatchObject({ code: 'unknownArea', params: { codes: '430426199' } });
		const future = await problemIn(officer().events.open(opening({ startedAt: inAMonth })));
		expect(future.fields?.[0]?.path).toBe('startedAt');
		const warned = officer().events.open(opening({ startedAt: inAMonth, phase: 'warning' }));
		expect((await warned).event.phase).toBe('warning');
		const leader = desk.as(desk.actorAs('LEADER')).events;
		expect((await problemIn(leader.open(opening()))).code).toBe('forbidden');
	});
});

describe('editing', () => {
	test('an old version is refused with the newest; areas may widen and narrow', async () => {
		const { event } = await officer().events.open(opening({ areaCodes: [TOWNSHIPS[0]] }));
		const { id: eventId, name, kind, startedAt } = event;
		const edit = (version: number, areaCodes: string[], over = {}) =>
			officer().events.edit({
				operationId: newId(),
				eventId,
				version,
				name,
				kind,
				startedAt,
				areaCodes,
				description: '',
				...why,
				...over
			});

		const wider = await edit(1, [TOWNSHIPS[0], TOWNSHIPS[1]]);
		expect(wider).toMatchObject({ includedVillages: 2, excludedVillages: 0, keptAreaCodes: [] });
		expect(await problemIn(edit(1, [COUNTY]))).toEqual({ code: 'versionConflict', params: { version: 2 } });
		expect((await problemIn(edit(2, [TOWNSHIPS[1], TOWNSHIPS[0]]))).code).toBe('nothingToChange');

		const counted = await desk.db.prisma.countPoint.findFirstOrThrow({ where: { eventId, areaCode: VILLAGES[3] } });
		await desk.as(desk.actorAs('INFORMANT', VILLAGES[3])).counts.submit({
			operationId: newId(),
			pointId: counted.id,
			people: 12,
			deviceTime: new Date().toISOString()
		});
		const narrower = await edit(2, [TOWNSHIPS[0]]);
		expect(narrower).toMatchObject({ includedVillages: 0, excludedVillages: 1, keptAreaCodes: [VILLAGES[3]] });

		const again = await edit(3, [COUNTY]);
		expect(again).toMatchObject({ includedVillages: 2, keptAreaCodes: [] });
		const points = await desk.db.prisma.countPoint.findMany({ where: { eventId } });
		expect(points).toHaveLength(VILLAGES.length + 1);
		expect(points.every((point) => point.closedAt === null)).toBe(true);

		const { steps } = await officer().events.get({ eventId });
		expect(steps.filter((step) => step.kind === 'areasChanged')).toHaveLength(3);
	});
});

describe('phases and levels', () => {
	test('each step is kept with its reason and evidence; closing waits for the shelters', async () => {
		const { event } = await officer().events.open(opening({ phase: 'warning', level: null }));
		const step = (version: number) => ({ operationId: newId(), eventId: event.id, version, ...why });
		await officer().events.setLevel({ ...step(1), level: 3 });
		await officer().events.setLevel({ ...step(2), level: 2 });
		await officer().events.setPhase({ ...step(3), phase: 'transition' });
		await officer().events.setPhase({ ...step(4), phase: 'response' });
		expect((await problemIn(officer().events.setLevel({ ...step(5), level: 2 }))).code).toBe('nothingToChange');
		await officer().events.setPhase({ ...step(5), phase: 'recovery' });
		const back = await problemIn(officer().events.setPhase({ ...step(6), phase: 'warning' }));
		expect(back).toMatchObject({ code: 'phaseNotNext', params: { fromZh: '恢复重建', toEn: 'Warning' } });

		const closing = () => officer().events.close(step(6));
		const { shelter } = await officer().shelters.register({
			operationId: newId(),
			name: '白鹤铺中学',
			kind: 'school',
			areaCode: VILLAGES[0],
			lng: 112.1,
			lat: 26.8,
			floorAreaM2: '350',
			capacityOverride: null
		});
		const { point } = await officer().shelters.open({
			operationId: newId(),
			eventId: event.id,
			shelterId: shelter.id
		});
		expect(await problemIn(closing())).toEqual({ code: 'eventStillOpen', params: { count: 1 } });
		await officer().shelters.close({ operationId: newId(), pointId: point.id, reason: '群众已返家' });

		const village = await desk.db.prisma.countPoint.findFirstOrThrow({
			where: { eventId: event.id, areaCode: VILLAGES[1] }
		});
		const deviceTime = new Date().toISOString();
		await officer().counts.submit({ operationId: newId(), pointId: village.id, people: 7, deviceTime });
		const { event: closed } = await closing();
		expect(closed).toMatchObject({ phase: 'closed', level: null, version: 7 });
		expect(closed.closedAt).not.toBeNull();
		expect(await desk.db.prisma.countPoint.count({ where: { eventId: event.id, closedAt: null } })).toBe(0);
		const totals = await desk.db.prisma.townshipTotal.findMany({ where: { eventId: event.id } });
		expect(totals.every((total) => total.dispersed === 0 && total.sheltersOpen === 0 && total.capacity === 0)).toBe(
			true
		);

		const { steps } = await officer().events.get({ eventId: event.id });
		expect(steps.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
			'opened warning',
			'levelChanged 3',
			'levelChanged 2',
			'phaseChanged transition',
			'phaseChanged response',
			'phaseChanged recovery',
			'levelChanged null',
			'closed closed'
		]);
		expect(steps[1]).toMatchObject({ ...why, accountName: `DESK ${COUNTY}` });
		expect((await problemIn(officer().events.setLevel({ ...step(7), level: 1 }))).code).toBe('eventClosed');
		const count = officer().counts.submit({ operationId: newId(), pointId: village.id, people: 8, deviceTime });
		expect((await problemIn(count)).code).toBe('shelterNotOpen');
	});
});

describe('reading', () => {
	test('an event shows to all whose area it touches, and to nobody else', async () => {
		const { event } = await officer().events.open(opening({ name: '金桥山洪', areaCodes: [TOWNSHIPS[1]] }));
		const inside = desk.as(desk.actorAs('INFORMANT', VILLAGES[3])).events;
		const outside = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).events;
		expect((await inside.get({ eventId: event.id })).event.name).toBe('金桥山洪');
		expect((await problemIn(outside.get({ eventId: event.id }))).code).toBe('notFound');
		expect((await inside.list({})).items.map((item) => item.event.id)).toContain(event.id);
		expect((await outside.list({})).items.map((item) => item.event.id)).not.toContain(event.id);
		expect((await inside.list({})).items[0]?.totals).toBeNull();

		const townshipDesk = desk.as(desk.actorAs('DESK', TOWNSHIPS[1])).events;
		const { event: wide } = await officer().events.open(opening({ name: '全县' }));
		const change = { operationId: newId(), eventId: wide.id, version: 1, level: 1, ...why };
		expect((await problemIn(townshipDesk.setLevel(change))).code).toBe('outsideArea');
		expect(
			(await problemIn(desk.as(desk.actorAs('DESK', TOWNSHIPS[0])).events.setLevel({ ...change, eventId: event.id })))
				.code
		).toBe('notFound');
	});

	test('pages go on where the last one ended', async () => {
		const seen: string[] = [];
		let after: string | undefined;
		do {
			const page = await officer().events.list({ state: 'all', limit: 2, after });
			seen.push(...page.items.map((item) => item.event.id));
			after = page.next ?? undefined;
		} while (after);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen.length).toBe(await desk.db.prisma.event.count());
	});
});

test('nothing unforeseen happened', () => expect(desk.errors).toEqual([]));
