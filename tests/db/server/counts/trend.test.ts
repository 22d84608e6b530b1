import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

const HOUR = 3_600_000;
let desk: Desk;
let eventId: string;
let points: { id: string; areaCode: string; kind: string }[];
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const officer = () => desk.as(desk.actorAs('DESK'));

async function openEvent(areaCodes: string[] = [COUNTY]) {
	const { event } = await officer().events.open({
		operationId: newId(),
		name: `灾害 ${newId()}`,
		kind: 'freeze',
		startedAt: hoursAgo(72),
		areaCodes,
		phase: 'response',
		level: 4,
		reason: '会商'
	});
	return event.id;
}

async function openShelter() {
	const { shelter } = await officer().shelters.register({
		operationId: newId(),
		name: '白鹤铺中学',
		kind: 'school',
		areaCode: VILLAGES[0],
		lng: 112.1,
		lat: 26.8,
		floorAreaM2: '700',
		capacityOverride: null
	});
	await officer().shelters.open({ operationId: newId(), eventId, shelterId: shelter.id });
}

const pointIn = (areaCode: string, kind: string) => points.find((p) => p.areaCode === areaCode && p.kind === kind)!;

function count(pointId: string, people: number, at: number, actor = desk.actorAs('TOWNSHIP')) {
	return desk.as(actor).counts.submit({ operationId: newId(), pointId, people, deviceTime: hoursAgo(at) });
}

beforeAll(async () => {
	desk = await createDesk();
	eventId = await openEvent();
	await openShelter();
	points = await desk.db.prisma.countPoint.findMany({ where: { eventId } });
	const shelter = pointIn(VILLAGES[0], 'shelter').id;
	const village = pointIn(VILLAGES[0], 'dispersed').id;
	const other = pointIn(VILLAGES[3], 'dispersed').id;
	await count(shelter, 40, 30);
	await count(shelter, 100, 10.5);
	await count(shelter, 80, 2.5);
	// Arrives last, but was observed long before: history, not the figure.
	await count(shelter, 60, 20.5);
	await count(village, 500, 26);
	await count(village, 450, 5.5);
	await count(other, 70, 1.5);
	await desk.as(desk.actorAs('DESK')).counts.correct({
		operationId: newId(),
		pointId: other,
		people: 7,
		deviceTime: hoursAgo(0.5),
		reason: '多记了一个零'
	});
});
afterAll(async () => {
	await desk.drop();
	expect(desk.errors).toEqual([]);
});

describe('the trend', () => {
	test('gives each hour what the newest observations up to it say', async () => {
		const trend = await officer().live.trend({ eventId, hours: 24 });
		expect(trend).toHaveLength(25);
		expect(Date.parse(trend[24]!.at) - Date.parse(trend[0]!.at)).toBe(24 * HOUR);
		const at = (hours: number) => ({ ...trend[24 - hours]!, at: undefined });
		expect(at(24)).toEqual({ sheltered: 40, dispersed: 500 });
		expect(at(20)).toEqual({ sheltered: 60, dispersed: 500 });
		expect(at(11)).toEqual({ sheltered: 60, dispersed: 500 });
		expect(at(10)).toEqual({ sheltered: 100, dispersed: 500 });
		expect(at(5)).toEqual({ sheltered: 100, dispersed: 450 });
		expect(at(2)).toEqual({ sheltered: 80, dispersed: 450 });
		expect(at(1)).toEqual({ sheltered: 80, dispersed: 520 });
		expect(at(0)).toEqual({ sheltered: 80, dispersed: 457 });
	});

	test('ends at the totals of the screens, and begins at nothing before the first word', async () => {
		const trend = await officer().live.trend({ hours: 48 });
		const open = await desk.db.prisma.countPoint.findMany({ where: { closedAt: null } });
		const sum = (kind: string) =>
			open.filter((point) => point.kind === kind).reduce((total, point) => total + (point.people ?? 0), 0);
		expect(trend[48]).toMatchObject({ sheltered: sum('shelter'), dispersed: sum('dispersed') });
		expect(trend[0]).toMatchObject({ sheltered: 0, dispersed: 0 });
	});

	test('ends at the settled figure after differing reports', async () => {
		const pointId = pointIn(VILLAGES[1], 'dispersed').id;
		await count(pointId, 30, 0.2);
		await count(pointId, 35, 0.1);
		const point = await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: pointId } });
		expect(point.disputeIds).toHaveLength(2);
		await officer().counts.settle({
			operationId: newId(),
			pointId,
			people: 32,
			reason: '电话核实',
			deviceTime: new Date().toISOString(),
			disputeIds: point.disputeIds
		});
		const trend = await officer().live.trend({ eventId, areaCode: VILLAGES[1], hours: 1 });
		expect(trend.at(-1)).toMatchObject({ sheltered: 0, dispersed: 32 });
	});

	test('shows a township its own people only, and nobody what lies outside', async () => {
		const township = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[1]));
		expect((await township.live.trend({ eventId, hours: 1 })).at(-1)).toMatchObject({ sheltered: 0, dispersed: 7 });
		const asked = await problemIn(township.live.trend({ areaCode: TOWNSHIPS[0] }));
		expect(asked.code).toBe('outsideArea');
		const elsewhere = await openEvent([TOWNSHIPS[0]]);
		expect((await problemIn(township.live.trend({ eventId: elsewhere }))).code).toBe('notFound');
		expect((await problemIn(township.live.trend({ eventId: newId() }))).code).toBe('notFound');
	});
});
