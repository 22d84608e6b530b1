import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#domain/advice/seeded-thresholds.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const county = () => desk.as(desk.actorAs('DESK'));
const admin = () => desk.as(desk.actorAs('ADMIN'));
const [HERE, THERE] = [VILLAGES[0], VILLAGES[1]] as const;

async function openEvent() {
	const startedAt = new Date(Date.now() - 30 * 60_000).toISOString();
	const opening = { operationId: newId(), name: '冰冻', kind: 'freeze' as const, startedAt, areaCodes: [COUNTY] };
	return (await county().events.open({ ...opening, phase: 'response', level: null, reason: '会商' })).event;
}

/** A village's report, filed and accepted by the county. */
async function report(eventId: string, areaCode: string, figures: Figures, over: object = {}) {
	const deviceTime = new Date().toISOString();
	const filing = { operationId: newId(), eventId, areaCode, figures, deviceTime, ...over };
	const { reportId, state } = await county().reports.file(filing);
	if (state === 'filed')
		await county().reports.decide({ operationId: newId(), reportId, decision: 'accept', reason: '' });
}

const adviceOf = (eventId: string) => county().advice.get({ eventId });
const readingOf = async (eventId: string, id: string) =>
	(await adviceOf(eventId)).readings.find(({ threshold }) => threshold.id === id)!;
const crossings = (eventId: string) =>
	desk.db.prisma.thresholdCrossing.findMany({ where: { eventId }, orderBy: { number: 'asc' } });

describe('the advice', () => {
	test('says nothing of an event without reports, and counts the villages that are silent', async () => {
		const { id } = await openEvent();
		const advice = await adviceOf(id);
		expect(advice).toMatchObject({ level: null, setVersion: 0, units: VILLAGES.length, reported: 0 });
		expect(advice.readings.every(({ state, figure }) => state === 'unknown' && figure === null)).toBe(true);
	});

	test('adds up the villages: reached by the last of them, since that moment, and left by a correction', async () => {
		const { id } = await openEvent();
		await report(id, HERE, { affected: '9', deaths: '3' });
		expect(await readingOf(id, 'county-2-dead')).toMatchObject({ figure: '3', state: 'notReached', since: null });
		const before = Date.now();
		await report(id, THERE, { affected: '9', deaths: '2' });
		const reached = await readingOf(id, 'county-2-dead');
		expect(reached).toMatchObject({ figure: '5', state: 'reached', difference: '0', percent: 100 });
		expect(Date.parse(reached.since!)).toBeGreaterThanOrEqual(before);
		expect(await adviceOf(id)).toMatchObject({ level: 2, reported: 2 });

		const line = {
			operationId: newId(),
			eventId: id,
			areaCode: COUNTY,
			indicator: 'deaths' as const,
			reason: '医院核实'
		};
		const { adjustmentId } = await county().reports.adjust({ ...line, amount: '-1' });
		expect(await readingOf(id, 'county-2-dead')).toMatchObject({ figure: '4', state: 'notReached', since: null });
		await county().reports.reverse({ operationId: newId(), adjustmentId, reason: '复核' });
		expect((await crossings(id)).map(({ number, isReached, figure }) => [number, isReached, figure])).toEqual([
			[1, true, '5'],
			[2, false, '4'],
			[3, true, '5']
		]);
		const told = (await desk.changes()).filter((change) => 'advice' in change && change.advice.eventId === id);
		expect(told.map((change) => 'advice' in change && change.advice.level)).toEqual([2, null, 2]);
	});

	test('of two accepted at once misses no crossing', async () => {
		const { id } = await openEvent();
		await Promise.all([
			report(id, HERE, { affected: '9', deaths: '3' }),
			report(id, THERE, { affected: '9', deaths: '2' })
		]);
		expect((await crossings(id)).map(({ isReached, figure }) => [isReached, figure])).toEqual([[true, '5']]);
	});

	test('is for whom the event concerns, and for nobody else', async () => {
		const { id } = await openEvent();
		const village = desk.as(desk.actorAs('INFORMANT', HERE));
		expect((await village.advice.get({ eventId: id })).eventId).toBe(id);
		const neighbour = desk.as(desk.actorAs('DESK', '430424'));
		expect((await problemIn(neighbour.advice.get({ eventId: id }))).code).toBe('notFound');
	});
});

describe('a decision', () => {
	const why = { reason: '会商意见', evidence: '灾情快报第 2 期' };

	test('keeps the advice that was on the screen, also when it is another level', async () => {
		const { id, version } = await openEvent();
		await report(id, HERE, { affected: '2500', relocatedTotal: '1200', dispersedTotal: '1200' });
		const { evidence } = await adviceOf(id);
		await county().events.setLevel({ operationId: newId(), eventId: id, version, level: 3, ...why, advice: evidence });
		const { steps } = await county().events.get({ eventId: id });
		expect(steps.at(-1)).toMatchObject({ kind: 'levelChanged', to: '3', advice: { level: 2, reported: 1 } });
		const kept = steps.at(-1)?.advice?.readings.find(({ state }) => state === 'reached');
		expect(kept).toMatchObject({ figure: '1200', threshold: { id: 'county-2-relocated', atLeast: '1200' } });
		expect(kept?.since).not.toBeNull();
	});

	test('on an advice that is another by now is asked for again; without one it is as before', async () => {
		const { id, version } = await openEvent();
		await report(id, HERE, { affected: '20', deaths: '4' });
		const { evidence } = await adviceOf(id);
		await report(id, THERE, { affected: '20', deaths: '1' });
		const decide = (over: object) =>
			county().events.setLevel({ operationId: newId(), eventId: id, version, level: 3, ...why, ...over });
		expect((await problemIn(decide({ advice: evidence }))).code).toBe('adviceChanged');
		await decide({});
		const { steps } = await county().events.get({ eventId: id });
		expect(steps.at(-1)).toMatchObject({ to: '3', advice: null });
	});
});

describe('the thresholds', () => {
	const [dead, ...others] = DEFAULT_THRESHOLDS.thresholds;
	const change = (thresholds: typeof others, version: number, who = admin()) =>
		who.thresholds.change({
			operationId: newId(),
			set: { ...DEFAULT_THRESHOLDS, thresholds },
			version,
			reason: '县预案修订'
		});

	test('get a new version with who and why, and open events are compared again at once', async () => {
		const { id } = await openEvent();
		await report(id, HERE, { affected: '20', deaths: '4' });
		expect(await change([{ ...dead!, atLeast: '3' }, ...others], 0)).toEqual({ version: 1 });
		expect(await readingOf(id, 'county-2-dead')).toMatchObject({ state: 'reached', figure: '4' });
		await change(others, 1);
		expect((await adviceOf(id)).readings.some(({ threshold }) => threshold.id === 'county-2-dead')).toBe(false);
		expect((await crossings(id)).map(({ isReached, setVersion }) => [isReached, setVersion])).toEqual([
			[true, 1],
			[false, 2]
		]);
		const versions = await county().thresholds.history();
		expect(versions.map(({ version, set }) => [version, set.thresholds.length])).toEqual([
			[2, 3],
			[1, 4],
			[0, 4]
		]);
		expect(versions[0]).toMatchObject({ reason: '县预案修订' });
		const trail = await desk.db.prisma.auditEntry.findMany({ where: { verb: 'threshold.change' } });
		expect(trail.map(({ after }) => (after as { version: number }).version)).toEqual([1, 2]);
	});

	test('are changed from the newest version only, once, and by the county', async () => {
		const { version } = await county().thresholds.get();
		expect((await problemIn(change(others, version - 1))).code).toBe('versionConflict');
		const both = await Promise.allSettled([change([dead!], version), change([others[0]!], version)]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const outside = desk.as(desk.actorAs('ADMIN', TOWNSHIPS[0]));
		expect((await problemIn(change([dead!], version + 1, outside))).code).toBe('forbidden');
	});

	test('and crossings are never rewritten', async () => {
		await expect(desk.db.pool.query('DELETE FROM threshold_crossing')).rejects.toThrow(/append-only/);
		await expect(desk.db.pool.query(`UPDATE threshold_set SET reason = ''`)).rejects.toThrow(/append-only/);
	});
});
