import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
let eventId: string;
const county = () => desk.as(desk.actorAs('DESK'));

beforeAll(async () => {
	desk = await createDesk();
	const opening = { operationId: newId(), name: '冰冻', kind: 'freeze' as const, startedAt: '2026-01-12T00:00:00Z' };
	const { event } = await county().events.open({
		...{ ...opening, areaCodes: [COUNTY], phase: 'response', level: null, reason: '会商' }
	});
	eventId = event.id;
	for (const [village, affected] of [
		[VILLAGES[0], '12'],
		[VILLAGES[3], '5']
	] as const) {
		const figures = { affected, cropAffectedArea: '0.25', directEconomicLoss: '1.5', agricultureLoss: '1.5' };
		const deviceTime = new Date().toISOString();
		await county().reports.file({ operationId: newId(), eventId, areaCode: village, figures, deviceTime });
	}
});
afterAll(() => desk.drop());

test('the figures of an event in the national layout load again unchanged', async () => {
	const file = await county().reports.export({ eventId, format: 'xlsx' });
	const { fileName, content } = file;
	const preview = await county().history.preview({ fileName, content });
	expect(preview).toMatchObject({ rows: 2 });
	await county().history.load({ operationId: newId(), fileName, content });
	const loaded = await desk.db.prisma.historyRow.findMany();
	const losses = { cropAffectedArea: '0.25', directEconomicLoss: '1.5', agricultureLoss: '1.5' };
	const rows = new Map(loaded.map(({ areaName, figures }) => [areaName.trim(), figures]));
	expect(rows.get('白鹤铺镇')).toEqual({ affected: '12', ...losses });
	expect(rows.get('金桥镇')).toEqual({ affected: '5', ...losses });
});
