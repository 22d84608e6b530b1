import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	dispersedNow,
	FIGURE_GROUPS,
	mostCounted,
	sourceOf,
	totalOf,
	unnamedBefore,
	type FiguresRow
} from '#domain/stays/sheltered-figures.ts';
import { newId } from '#server/new-id.ts';
import { SeededRandom } from '#server/jobs/demo/seeded-random.ts';
import { createDesk, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, movement, openShelters } from './people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK'));
const eventOf = async (pointId: string) =>
	(await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: pointId } })).eventId;

async function family(size: number, over: object = {}): Promise<string[]> {
	const members = Array.from({ length: size }, (_, at) =>
		member(`王${at}`, { relation: at === 0 ? 'head' : 'other', ...over })
	);
	await officer().households.register(household(members));
	return members.map(({ personId }) => personId);
}

const numbers = ({ sheltered }: Pick<FiguresRow, 'sheltered'>) => [
	totalOf(sheltered.now),
	totalOf(sheltered.cumulative)
];

test('somebody who was transferred counts once in the event and once at each place', async () => {
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const eventId = await eventOf(a);
	for (const pointId of [a, b]) await officer().stays.keepNames({ operationId: newId(), pointId, keepsNames: true });
	const people = await family(3, { needs: ['chronic'] });
	await officer().stays.checkIn(movement(a, ...people));
	await officer().stays.transferOut({ ...movement(a, people[0]!), toPointId: b });
	let figures = await officer().stays.figures({ eventId, by: 'place' });
	expect(numbers(figures.total)).toEqual([2, 3]);
	await officer().stays.transferIn(movement(b, people[0]!));
	figures = await officer().stays.figures({ eventId, by: 'place' });
	expect(numbers(figures.total)).toEqual([3, 3]);
	expect(figures.total.sheltered.groups.chronicIllness).toEqual({ names: 3, heads: 0 });
	expect(figures.total.sheltered.groups.elderly).toEqual({ names: 3, heads: 0 });
	expect(numbers(figures.rows.find(({ key }) => key === a)!)).toEqual([2, 3]);
	expect(numbers(figures.rows.find(({ key }) => key === b)!)).toEqual([1, 1]);

	await officer().stays.checkOut({ ...movement(a, people[1]!), destination: 'home' });
	await officer().stays.checkIn(movement(a, people[1]!));
	expect(numbers((await officer().stays.figures({ eventId })).total)).toEqual([3, 3]);
});

test('a claim of a second place counts nobody until it is settled', async () => {
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const eventId = await eventOf(a);
	for (const pointId of [a, b]) await officer().stays.keepNames({ operationId: newId(), pointId, keepsNames: true });
	const [person = ''] = await family(1);
	await officer().stays.checkIn(movement(a, person));
	await officer().stays.checkIn(movement(b, person));
	const figures = await officer().stays.figures({ eventId, by: 'place' });
	expect(numbers(figures.total)).toEqual([1, 1]);
	expect(numbers(figures.rows.find(({ key }) => key === a)!)).toEqual([1, 1]);
	expect(numbers(figures.rows.find(({ key }) => key === b)!)).toEqual([0, 0]);
	const { conflicts } = await officer().stays.conflicts({ limit: 10 });
	const conflict = conflicts.find((one) => one.person.id === person)!;
	await officer().stays.settleConflict({
		operationId: newId(),
		conflictId: conflict.id,
		verdict: 'claim',
		reason: '现场核实'
	});
	const settled = await officer().stays.figures({ eventId, by: 'place' });
	expect(numbers(settled.total)).toEqual([1, 1]);
	expect(numbers(settled.rows.find(({ key }) => key === b)!)).toEqual([1, 1]);
});

test('heads are the source until names are kept, and who left before stays in the cumulative figure', async () => {
	const [a = ''] = await openShelters(desk, VILLAGES[0]);
	const eventId = await eventOf(a);
	const heads = (people: number) =>
		officer().counts.submit({ operationId: newId(), pointId: a, people, deviceTime: new Date().toISOString() });
	await heads(40);
	await heads(2);
	const people = await family(2);
	await officer().stays.checkIn(movement(a, ...people));
	expect((await officer().stays.figures({ eventId })).total.sheltered).toMatchObject({
		now: { names: 0, heads: 2 },
		cumulative: { names: 0, heads: 40 },
		untold: 2
	});
	await officer().stays.keepNames({ operationId: newId(), pointId: a, keepsNames: true });
	await officer().stays.checkIn(movement(a, ...(await family(1))));
	await heads(70);
	expect((await officer().stays.figures({ eventId })).total.sheltered).toMatchObject({
		now: { names: 3, heads: 0 },
		cumulative: { names: 3, heads: 38 },
		untold: 0
	});
});

test('two records of one person count once, there and over time, also among those named before names were kept', async () => {
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const eventId = await eventOf(a);
	await officer().counts.submit({ operationId: newId(), pointId: a, people: 10, deviceTime: new Date().toISOString() });
	const [one = '', same = '', other = ''] = await family(3, {
		document: { kind: 'none', reason: '洪水中遗失' },
		birthDate: '1950-01-01'
	});
	await officer().stays.checkIn(movement(a, one, same, other));
	for (const pointId of [a, b])
		await officer().stays.keepNames({ operationId: newId(), pointId, keepsNames: true, reason: '名册已齐' });
	let { total } = await officer().stays.figures({ eventId });
	expect(total.sheltered).toMatchObject({ now: { names: 3, heads: 0 }, cumulative: { names: 3, heads: 7 } });

	const versionOf = async (personId: string) => (await officer().people.get({ personId })).version;
	const merge = { keepId: one, mergeId: same, keepVersion: await versionOf(one), mergeVersion: await versionOf(same) };
	await officer().people.merge({ operationId: newId(), ...merge, reason: '同一人' });
	({ total } = await officer().stays.figures({ eventId }));
	expect(total.sheltered).toMatchObject({ now: { names: 2, heads: 0 }, cumulative: { names: 2, heads: 8 } });
	expect(total.sheltered.groups.elderly.names).toBe(2);
	expect(total.sheltered.groupsEver.elderly).toBe(2);
});

test('figures are told by kind of shelter, dispersed people beside them, with the times of their sources', async () => {
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const eventId = await eventOf(a);
	const dispersed = await desk.db.prisma.countPoint.findFirstOrThrow({ where: { eventId, kind: 'dispersed' } });
	const { shelterId } = await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: b } });
	await desk.db.prisma.shelter.update({ where: { id: shelterId! }, data: { kind: 'gym' } });
	const told = async (pointId: string, people: number) => {
		const sent = { operationId: newId(), pointId, people, deviceTime: new Date().toISOString() };
		await officer().counts.submit(sent);
		return (await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: pointId } })).observedAt!.toISOString();
	};
	await officer().stays.keepNames({ operationId: newId(), pointId: a, keepsNames: true });
	await officer().stays.checkIn(movement(a, ...(await family(2))));
	const [first, last] = [await told(b, 30), await told(dispersed.id, 7)];
	const { total, rows } = await officer().stays.figures({ eventId, by: 'kind' });
	const now = rows.map((row) => [row.key, totalOf(row.sheltered.now), totalOf(row.relocated.now), sourceOf(row)]);
	expect(now).toEqual([
		['dispersed', 0, 7, 'heads'],
		['gym', 30, 30, 'heads'],
		['school', 2, 2, 'names']
	]);
	expect(dispersedNow(total)).toEqual({ names: 0, heads: 7 });
	expect(total.asOf).toMatchObject({ headsFrom: first, headsTo: last });
	const step = await desk.db.prisma.stayStep.findFirstOrThrow({ where: { pointId: a } });
	expect(rows.map(({ asOf }) => asOf)).toEqual([
		{ names: null, headsFrom: last, headsTo: last },
		{ names: null, headsFrom: first, headsTo: first },
		{ names: step.observedAt.toISOString(), headsFrom: null, headsTo: null }
	]);
});

test('an account sees the figures of its own area only', async () => {
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const eventId = await eventOf(a);
	for (const pointId of [a, b])
		await officer().counts.submit({ operationId: newId(), pointId, people: 5, deviceTime: new Date().toISOString() });
	const township = await desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).stays.figures({ eventId });
	expect(numbers(township.total)).toEqual([5, 5]);
	expect(township.rows.map(({ key }) => key)).toEqual([TOWNSHIPS[0]]);
	expect(numbers((await officer().stays.figures({ eventId })).total)).toEqual([10, 10]);
});

/** The same figures, reckoned by loading every row and looking at each place and person in turn. */
async function reckon(eventId: string, isWithin: (point: { id: string; areaCode: string }) => boolean) {
	const { prisma } = desk.db;
	const points = (await prisma.countPoint.findMany({ where: { eventId, kind: 'shelter' } })).filter(isWithin);
	const now = { names: 0, heads: 0 };
	const cumulative = { names: 0, heads: 0 };
	const ever = new Set<string>();
	for (const point of points) {
		const counts = await prisma.countObservation.findMany({ where: { pointId: point.id } });
		const heads = counts.map((of) => ({
			id: of.id,
			kind: of.kind as 'count',
			people: of.people,
			observedAt: of.observedAt.toISOString(),
			receivedAt: of.receivedAt.toISOString()
		}));
		const since = point.keepsNamesAt?.toISOString() ?? null;
		const most = mostCounted(heads, 30, since);
		if (since === null) {
			if (!point.closedAt) now.heads += point.people ?? 0;
			cumulative.heads += most;
			continue;
		}
		const stays = (await prisma.stay.findMany({ where: { pointId: point.id } })).filter(
			({ destination }) => destination !== 'mistake'
		);
		const steps = await prisma.stayStep.findMany({ where: { pointId: point.id, receivedAt: { lte: since } } });
		const then = new Set(
			steps.filter((step) => stays.some(({ id }) => id === step.stayId)).map(({ personId }) => personId)
		);
		cumulative.heads += unnamedBefore(most, then.size);
		for (const stay of stays) {
			ever.add(stay.personId);
			if (stay.state === 'in' && !point.closedAt) now.names++;
		}
	}
	cumulative.names = ever.size;
	return { now, cumulative };
}

test.each([1, 2, 3])('whatever happens, the statement says what counting one by one says (seed %i)', async (seed) => {
	const random = new SeededRandom(seed);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!;
	const points = await openShelters(desk, VILLAGES[0], VILLAGES[1], VILLAGES[3]);
	const eventId = await eventOf(points[0]!);
	const people = [...(await family(6)), ...(await family(4))];
	for (let step = 0; step < 60; step++) {
		const pointId = pick(points);
		const person = pick(people);
		const act = pick(['in', 'in', 'in', 'out', 'send', 'count', 'count', 'correct', 'keep'] as const);
		const heads = {
			operationId: newId(),
			pointId,
			people: Math.floor(random.next() * 60),
			deviceTime: new Date().toISOString()
		};
		// Whatever cannot be done just now is refused, and changes nothing.
		const acts = {
			in: () => officer().stays.checkIn(movement(pointId, person)),
			out: () => officer().stays.checkOut({ ...movement(pointId, person), destination: 'home' }),
			send: () => officer().stays.transferOut({ ...movement(pointId, person), toPointId: pick(points) }),
			count: () => officer().counts.submit(heads),
			correct: () => officer().counts.correct({ ...heads, reason: '数错了' }),
			keep: () => officer().stays.keepNames({ operationId: newId(), pointId, keepsNames: true, reason: '名册已齐' })
		};
		await acts[act]().catch(() => undefined);
		if (step % 4 > 0) continue;
		const figures = await officer().stays.figures({ eventId, by: 'place' });
		expect(figures.total.sheltered).toMatchObject(await reckon(eventId, () => true));
		for (const row of figures.rows.filter(({ key }) => points.includes(key)))
			expect(row.sheltered).toMatchObject(await reckon(eventId, ({ id }) => id === row.key));
		for (const row of [figures.total, ...figures.rows]) {
			for (const group of FIGURE_GROUPS)
				expect(row.sheltered.groups[group].names).toBeLessThanOrEqual(row.sheltered.now.names);
		}
	}
});

test('the cumulative figure never falls while people come and go', async () => {
	const random = new SeededRandom(9);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!;
	const points = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const eventId = await eventOf(points[0]!);
	await officer().stays.keepNames({ operationId: newId(), pointId: points[0]!, keepsNames: true });
	const people = await family(8);
	let before: Record<string, number> = {};
	for (let step = 0; step < 40; step++) {
		const pointId = pick(points);
		const moves = movement(pointId, pick(people));
		const heads = {
			operationId: newId(),
			pointId,
			people: Math.floor(random.next() * 30),
			deviceTime: new Date().toISOString()
		};
		// Whatever cannot be done just now is refused, and changes nothing.
		const acts = [
			() => officer().stays.checkIn(moves),
			() => officer().stays.checkOut({ ...moves, destination: 'home' as const }),
			() => officer().stays.transferOut({ ...moves, toPointId: pick(points) }),
			() => officer().counts.submit(heads)
		];
		await pick(acts)().catch(() => undefined);
		const { total, rows } = await officer().stays.figures({ eventId, by: 'place' });
		const now = Object.fromEntries([total, ...rows].map((row) => [row.key, totalOf(row.relocated.cumulative)]));
		for (const [key, value] of Object.entries(before)) expect(now[key]).toBeGreaterThanOrEqual(value);
		before = now;
	}
});
