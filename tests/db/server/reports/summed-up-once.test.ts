import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '#server/new-id.ts';
import { countyFigures } from '#server/repositories/county-figures.ts';
import { COUNTY, createDesk, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
let eventId: string;
const county = () => desk.as(desk.actorAs('DESK'));
const township = () => desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0]));
/** What the database was asked, of which the statement that sums up is known by how it groups. */
const asked = vi.spyOn(pg.Client.prototype, 'query');
const timesSummedUp = () =>
	asked.mock.calls.filter((call: unknown[]) => JSON.stringify(call[0]).includes('GROUPING SETS ((key), (below, key))'))
		.length;

beforeAll(async () => {
	desk = await createDesk();
	const startedAt = new Date(Date.now() - 30 * 60_000).toISOString();
	const opening = { operationId: newId(), name: '冰冻', kind: 'freeze' as const, startedAt, areaCodes: [COUNTY] };
	eventId = (await county().events.open({ ...opening, phase: 'response', level: null, reason: '会商' })).event.id;
});
afterAll(async () => {
	asked.mockRestore();
	await desk.drop();
});
beforeEach(() => {
	asked.mockClear();
});

const report = (areaCode: string, figures: object, over: object = {}) => ({
	...{ operationId: newId(), eventId, areaCode, figures, deviceTime: new Date().toISOString() },
	...over
});

test('filing, deciding and adjusting sum the county up once', async () => {
	const [village, neighbour] = VILLAGES;
	await county().reports.file(report(village, { affected: '30', deaths: '4' }));
	expect(timesSummedUp()).toBe(1);
	const { reportId } = await desk
		.as(desk.actorAs('INFORMANT', neighbour))
		.reports.file(report(neighbour, { affected: '5' }));
	expect(timesSummedUp()).toBe(1);
	await township().reports.decide({ operationId: newId(), reportId, decision: 'accept', reason: '' });
	expect(timesSummedUp()).toBe(2);
	const line = { operationId: newId(), eventId, areaCode: TOWNSHIPS[0], indicator: 'deaths' as const };
	const { adjustmentId, figure } = await township().reports.adjust({ ...line, amount: '3', reason: '漏报' });
	expect([timesSummedUp(), figure]).toEqual([3, '7']);
	await township().reports.reverse({ operationId: newId(), adjustmentId, reason: '复核' });
	expect(timesSummedUp()).toBe(4);
});

test('a line crosses a threshold as the figures after it say; one taken back leaves nothing known where nobody reported', async () => {
	const crossings = () => desk.db.prisma.thresholdCrossing.findMany({ where: { eventId }, orderBy: { number: 'asc' } });
	const before = (await crossings()).length;
	const line = { operationId: newId(), eventId, areaCode: COUNTY, indicator: 'deaths' as const };
	const { adjustmentId } = await county().reports.adjust({ ...line, amount: '2', reason: '漏报' });
	const reached = (await crossings()).slice(before);
	expect(reached.map(({ isReached, figure }) => [isReached, figure])).toEqual([[true, '6']]);
	await county().reports.reverse({ operationId: newId(), adjustmentId, reason: '复核' });
	expect((await crossings()).slice(before + 1).map(({ isReached, figure }) => [isReached, figure])).toEqual([
		[false, '4']
	]);

	const missing = { ...line, operationId: newId(), indicator: 'missing' as const, amount: '1', reason: '走访得知' };
	const made = await county().reports.adjust(missing);
	expect((await countyFigures(desk.db.prisma, eventId, COUNTY)).figures['missing']).toBe('1');
	await county().reports.reverse({ operationId: newId(), adjustmentId: made.adjustmentId, reason: '已找到' });
	expect((await countyFigures(desk.db.prisma, eventId, COUNTY)).figures['missing'] ?? null).toBeNull();
});
