import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { ProblemError } from '#domain/shared/problems.ts';

let desk: Desk;
beforeAll(async () => (desk = await createDesk()));
afterAll(() => desk.drop());

const pick = fc.nat({ max: 7 });
const step = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), shelter: pick, event: pick }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('close' as const), shelter: pick }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('reopen' as const), shelter: pick }) },
	{
		weight: 6,
		arbitrary: fc.record({ do: fc.constant('count' as const), point: fc.nat(), people: fc.nat({ max: 3 }) })
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('resize' as const), shelter: pick, area: fc.integer({ min: 1, max: 900 }) })
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('areas' as const), event: pick, wide: fc.boolean() }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('space' as const), value: fc.constantFrom(2, 3.5, 5) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), event: pick }) }
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const desks = () => desk.as(desk.actorAs('DESK'));
const why = { reason: '随机', evidence: '' };

/** Does a step on whatever there is; a step that is refused changes nothing. */
async function take(step: Step, shelterIds: string[], eventIds: string[]): Promise<void> {
	const at = <T>(list: T[], index: number): T => list[index % list.length] as T;
	const operationId = newId();
	if (step.do === 'open') {
		const command = { operationId, eventId: at(eventIds, step.event), shelterId: at(shelterIds, step.shelter) };
		await desks().shelters.open(command);
	} else if (step.do === 'close' || step.do === 'reopen') {
		const { activations } = await desks().shelters.get({ shelterId: at(shelterIds, step.shelter) });
		const pointId = activations[0]?.point.id;
		if (pointId) await desks().shelters[step.do]({ operationId, pointId, reason: '随机' });
	} else if (step.do === 'count') {
		const points = await desk.db.prisma.countPoint.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
		const deviceTime = new Date().toISOString();
		const pointId = at(points, step.point).id;
		await desks().counts.correct({ operationId, pointId, people: step.people, reason: '随机', deviceTime });
	} else if (step.do === 'resize') {
		const { shelter } = await desks().shelters.get({ shelterId: at(shelterIds, step.shelter) });
		const { id: shelterId, version } = shelter;
		await desks().shelters.edit({ ...shelter, operationId, shelterId, version, floorAreaM2: String(step.area) });
	} else if (step.do === 'areas') {
		const { event } = await desks().events.get({ eventId: at(eventIds, step.event) });
		const areaCodes = step.wide ? [COUNTY] : [TOWNSHIPS[0] as string];
		await desks().events.edit({ ...event, operationId, eventId: event.id, areaCodes, ...why });
	} else if (step.do === 'space') {
		const latest = await desk.db.prisma.policyVersion.count({ where: { key: 'spacePerPersonM2' } });
		const change = {
			operationId,
			key: 'spacePerPersonM2' as const,
			value: step.value,
			version: latest,
			reason: '随机'
		};
		await desk.as(desk.actorAs('ADMIN')).policies.change(change);
	} else {
		const { event } = await desks().events.get({ eventId: at(eventIds, step.event) });
		await desks().events.close({ operationId, eventId: event.id, version: event.version, ...why });
	}
}

const ignoreRefusals = (error: unknown) => {
	const isRefusal = error instanceof Error && error.cause instanceof ProblemError && error.message !== 'internal';
	if (!isRefusal) throw error;
};

async function start() {
	const openEvent = (name: string) =>
		desks().events.open({
			operationId: newId(),
			name,
			kind: 'flood',
			startedAt: '2026-01-12T00:00:00.000Z',
			areaCodes: [COUNTY],
			phase: 'response',
			level: null,
			reason: '随机'
		});
	const register = (index: number) =>
		desks().shelters.register({
			operationId: newId(),
			name: newId(),
			kind: 'school',
			areaCode: VILLAGES[index % VILLAGES.length] as string,
			lng: 112.1,
			lat: 26.8,
			floorAreaM2: index === 0 ? null : '100',
			capacityOverride: null
		});
	const events = [await openEvent('甲'), await openEvent('乙')];
	const shelters = [];
	for (let index = 0; index < 4; index++) shelters.push(await register(index));
	return { eventIds: events.map(({ event }) => event.id), shelterIds: shelters.map(({ shelter }) => shelter.id) };
}

/** Townships whose kept totals are not what their open points add up to. */
async function differences() {
	const { rows } = await desk.db.pool.query<object>(`
		WITH live AS (
			SELECT event_id, township_code,
				COALESCE(sum(people) FILTER (WHERE kind = 'shelter'), 0)::int AS sheltered,
				COALESCE(sum(people) FILTER (WHERE kind = 'dispersed'), 0)::int AS dispersed,
				(count(*) FILTER (WHERE kind = 'shelter'))::int AS shelters_open,
				COALESCE(sum(capacity) FILTER (WHERE kind = 'shelter'), 0)::int AS capacity
			FROM count_point WHERE closed_at IS NULL GROUP BY event_id, township_code
		)
		SELECT * FROM township_total t FULL JOIN live l USING (event_id, township_code)
		WHERE (COALESCE(t.sheltered, 0), COALESCE(t.dispersed, 0), COALESCE(t.shelters_open, 0), COALESCE(t.capacity, 0))
			IS DISTINCT FROM
			(COALESCE(l.sheltered, 0), COALESCE(l.dispersed, 0), COALESCE(l.shelters_open, 0), COALESCE(l.capacity, 0))`);
	return rows;
}

test('after any sequence the kept totals are what the open points add up to', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
			const { eventIds, shelterIds } = await start();
			for (const one of steps) await take(one, shelterIds, eventIds).catch(ignoreRefusals);
			expect(await differences()).toEqual([]);
		}),
		{ numRuns: 12 }
	);
	expect(desk.errors).toEqual([]);
});

test('and so they are when everybody works at once', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
			const { eventIds, shelterIds } = await start();
			await Promise.all(steps.map((one) => take(one, shelterIds, eventIds).catch(ignoreRefusals)));
			expect(await differences()).toEqual([]);
		}),
		{ numRuns: 6 }
	);
	expect(desk.errors).toEqual([]);
});
