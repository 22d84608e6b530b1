import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLocalKey, type LocalKey } from '#domain/reports/local-indicator.ts';
import type { App } from '#server/app.ts';
import { newId } from '#server/new-id.ts';
import { readSnapshot } from '#server/repositories/snapshot.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const informant = (village: string) => desk.as(desk.actorAs('INFORMANT', village));
const township = () => desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0]));
const county = () => desk.as(desk.actorAs('DESK'));
const [village, neighbour] = VILLAGES;

async function openEvent(): Promise<string> {
	const startedAt = new Date(Date.now() - 30 * 60_000).toISOString();
	const opening = { operationId: newId(), name: '冰冻', kind: 'freeze' as const, startedAt, areaCodes: [COUNTY] };
	const { event } = await county().events.open({ ...opening, phase: 'response', level: null, reason: '会商' });
	return event.id;
}

async function add(zh: string, over: object = {}): Promise<LocalKey> {
	const of = { group: 'farming' as const, unit: '亩', decimals: 1 };
	const input = { operationId: newId(), zh, en: '', of, isCurrent: false, reason: '市防指〔2026〕12 号', ...over };
	const { key } = await county().indicators.add(input);
	if (!isLocalKey(key)) throw new Error(key);
	return key;
}

const end = (key: LocalKey) => county().indicators.end({ operationId: newId(), key, reason: '转入国家目录' });
const report = (eventId: string, areaCode: string, figures: object, over: object = {}) => ({
	operationId: newId(),
	eventId,
	areaCode,
	figures,
	deviceTime: new Date().toISOString(),
	...over
});
const fileAsTownship = (eventId: string, areaCode: string, figures: object) =>
	township().reports.file(report(eventId, areaCode, figures));
const rolledUp = async (eventId: string, key: string, areaCode: string = COUNTY) =>
	(await county().reports.rollUp({ eventId, areaCode })).own.figures.find((figure) => figure.key === key) ?? null;

test('one that is added is reported, checked, summed up, adjusted and exported like the national ones', async () => {
	const eventId = await openEvent();
	const key = await add('设施大棚受损面积', { of: { parent: 'cropAffectedArea' } });
	const feed = { seq: 0 } as App['feed'];
	const snapshot = await readSnapshot({ ...desk.app, feed }, desk.actorAs('INFORMANT', village));
	expect(snapshot.indicators.find((one) => one.key === key)).toEqual({
		...{ key, zh: '设施大棚受损面积', en: '设施大棚受损面积', unit: '公顷', decimals: 2, group: 'farming' },
		...{ parent: 'cropAffectedArea', isCurrent: false, endedAt: null, version: 1 },
		activeFrom: expect.stringMatching(/Z$/) as string
	});
	expect(await problemIn(fileAsTownship(eventId, village, { cropAffectedArea: '1', [key]: '1.5' }))).toMatchObject({
		code: 'reportBreaksRules',
		fields: [{ zh: '农作物受灾面积 1.00 公顷，少于设施大棚受损面积 1.50 公顷，相差 0.50 公顷。' }]
	});
	await fileAsTownship(eventId, village, { cropAffectedArea: '10', [key]: '1.25' });
	await fileAsTownship(eventId, neighbour, { cropAffectedArea: '4', [key]: '0.5' });
	expect(await rolledUp(eventId, key)).toMatchObject({ figure: '1.75', source: 'reports' });
	const line = { operationId: newId(), eventId, areaCode: TOWNSHIPS[0], reason: '农场自报' };
	expect(await township().reports.adjust({ ...line, indicator: key, amount: '0.25' })).toMatchObject({ figure: '2' });
	const [csv, xlsx] = await Promise.all(
		(['csv', 'xlsx'] as const).map(async (format) =>
			Buffer.from((await county().reports.export({ eventId, format })).content, 'base64')
		)
	);
	expect(csv!.toString('utf8')).toMatch(
		/设施大棚受损面积\(公顷\)\r\n.*#indicator\+local_\d+\+cumulative\r\n合计.*,2\r\n/
	);
	const preview = await county().history.preview({ fileName: '导出.xlsx', content: xlsx!.toString('base64') });
	expect(preview).toMatchObject({ breaks: [] });
	const { facts } = await county().documents.draft({ eventId, kind: 'table' });
	expect(facts.local.map((one) => one.key)).toContain(key);
	expect(facts.areas[0]?.figures[key]).toBe('2');
});

test('one that ended stays in its reports, leaves open events, and is taken from reports made before', async () => {
	const eventId = await openEvent();
	const closedEvent = await openEvent();
	const key = await add('受损鱼塘');
	await fileAsTownship(closedEvent, village, { affected: '1', [key]: '3' });
	const { version } = await desk.app.db.prisma.event.findUniqueOrThrow({ where: { id: closedEvent } });
	await county().events.close({ operationId: newId(), eventId: closedEvent, version, reason: '灾情稳定' });
	const { reportId } = await fileAsTownship(eventId, village, { affected: '1', [key]: '3' });
	const line = { operationId: newId(), eventId, areaCode: TOWNSHIPS[0], reason: '农场自报' };
	const { adjustmentId } = await township().reports.adjust({ ...line, indicator: key, amount: '2' });
	const before = new Date().toISOString();
	await new Promise((resolve) => setTimeout(resolve, 20));
	await end(key);
	expect(await problemIn(end(key))).toMatchObject({ code: 'indicatorEnded' });

	expect((await county().reports.get({ reportId })).figures).toEqual({ affected: '1', [key]: '3' });
	expect(await rolledUp(eventId, key)).toBeNull();
	expect(await rolledUp(closedEvent, key)).toMatchObject({ figure: '3' });
	const late = report(eventId, neighbour, { [key]: '4' }, { deviceTime: before });
	await township().reports.file(late);
	expect((await county().reports.get({ reportId: late.operationId })).figures).toEqual({ [key]: '4' });
	expect(await problemIn(fileAsTownship(eventId, neighbour, { [key]: '4' }))).toMatchObject({
		code: 'reportHasEnded',
		params: { names: '受损鱼塘' }
	});
	expect(
		await problemIn(township().reports.adjust({ ...line, operationId: newId(), indicator: key, amount: '1' }))
	).toMatchObject({ code: 'indicatorEnded' });
	const reversal = { operationId: newId(), adjustmentId, reason: '撤回' };
	expect(await township().reports.reverse(reversal)).toMatchObject({ figure: null });
	expect(await problemIn(township().reports.reverse({ ...reversal, operationId: newId() }))).toMatchObject({
		code: 'adjustmentReversed'
	});
	const { adjustments } = await county().reports.rollUp({ eventId, areaCode: TOWNSHIPS[0] });
	expect(adjustments.map(({ amount, reason, reversesId }) => [amount, reason, reversesId])).toEqual([
		['-2', '撤回', adjustmentId],
		['2', '农场自报', null]
	]);
	await township().reports.file(report(eventId, village, {}, { isZero: true }));
	expect((await township().reports.unit({ eventId, areaCode: village })).standing?.figures).toEqual({ affected: '1' });
	expect((await county().indicators.list()).find((one) => one.key === key)).toMatchObject({
		reason: '市防指〔2026〕12 号',
		endReason: '转入国家目录'
	});
});

test('two who add at once get two numbers; the same name is taken once; what is written stays', async () => {
	const added = await Promise.all(['甲指标', '乙指标', '丙指标'].map((zh) => add(zh)));
	expect(new Set(added).size).toBe(3);
	const twice = await Promise.allSettled([add('丁指标'), add('丁指标')]);
	expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const { pool, prisma } = desk.app.db;
	const rewrite = pool.query(`UPDATE local_indicator SET unit = '公顷' WHERE key = $1`, [added[0]]);
	await expect(rewrite).rejects.toThrow('keeps what it says');
	await expect(pool.query('DELETE FROM local_indicator')).rejects.toThrow();
	expect(
		await problemIn(informant(village).indicators.end({ operationId: newId(), key: added[0]!, reason: '不要' }))
	).toMatchObject({ code: 'forbidden' });
	const trail = await prisma.auditEntry.findMany({ where: { verb: 'indicator.add', subjectId: added[0]! } });
	expect(trail).toHaveLength(1);
});
