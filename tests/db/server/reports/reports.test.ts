import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Figures } from '#domain/reports/check-figures.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, movement, openShelters } from '../stays/people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const informant = (village: string) => desk.as(desk.actorAs('INFORMANT', village));
const township = (code: string = TOWNSHIPS[0]) => desk.as(desk.actorAs('TOWNSHIP', code));
const county = () => desk.as(desk.actorAs('DESK'));

async function openEvent(areaCodes: string[] = [COUNTY]): Promise<string> {
	const startedAt = new Date(Date.now() - 30 * 60_000).toISOString();
	const opening = { operationId: newId(), name: '冰冻', kind: 'freeze' as const, startedAt, areaCodes };
	const { event } = await county().events.open({ ...opening, phase: 'response', level: null, reason: '会商' });
	return event.id;
}

const report = (eventId: string, areaCode: string, figures: Figures, over: object = {}) => ({
	operationId: newId(),
	eventId,
	areaCode,
	figures,
	deviceTime: new Date().toISOString(),
	...over
});
const decision = (reportId: string, how: 'accept' | 'return', reason = '') => ({
	operationId: newId(),
	reportId,
	decision: how,
	reason
});

const figureOf = async (eventId: string, areaCode: string, key: string) =>
	(await county().reports.rollUp({ eventId, areaCode })).own.figures.find((figure) => figure.key === key)?.figure ??
	null;

describe('the chain', () => {
	test('goes 初报, 续报, 核报; a report sent back leaves the one before it standing', async () => {
		const eventId = await openEvent();
		const [village] = VILLAGES;
		const first = await informant(village).reports.file(report(eventId, village, { affected: '30' }));
		expect(first).toMatchObject({ number: 1, kind: 'first', state: 'filed' });
		expect(await figureOf(eventId, COUNTY, 'affected')).toBeNull();
		await township().reports.decide(decision(first.reportId, 'accept'));
		expect(await figureOf(eventId, COUNTY, 'affected')).toBe('30');

		const second = await informant(village).reports.file(report(eventId, village, { affected: '40' }));
		expect(second).toMatchObject({ number: 2, kind: 'continued' });
		expect(await problemIn(township().reports.decide(decision(second.reportId, 'return')))).toMatchObject({
			code: 'invalidInput'
		});
		await township().reports.decide(decision(second.reportId, 'return', '三组人数重复'));
		const unit = await informant(village).reports.unit({ eventId, areaCode: village });
		expect(unit.standing).toMatchObject({ number: 1, figures: { affected: '30' } });
		expect(unit.returned).toMatchObject({ number: 2, decisionReason: '三组人数重复' });
		const standing = { reports: 2, latest: { number: 1, state: 'accepted' } };
		expect(unit.unit).toMatchObject(standing);
		const board = await county().reports.board({ eventId });
		expect(board.units.find(({ areaCode }) => areaCode === village)?.unit).toMatchObject(standing);
		expect(await problemIn(township().reports.decide(decision(second.reportId, 'accept')))).toMatchObject({
			code: 'reportDecided'
		});

		const zero = await informant(village).reports.file(report(eventId, village, {}, { isZero: true }));
		expect(zero).toMatchObject({ number: 3, kind: 'continued' });
		expect((await informant(village).reports.get({ reportId: zero.reportId })).figures).toEqual({ affected: '30' });
		const verified = await township().reports.file(report(eventId, village, { affected: '30' }, { isVerified: true }));
		expect(verified).toMatchObject({ kind: 'verified', state: 'accepted' });
		expect(
			await problemIn(informant(village).reports.file(report(eventId, village, { affected: '31' })))
		).toMatchObject({
			code: 'reportAlreadyVerified'
		});
		const history = await informant(village).reports.history({ eventId, areaCode: village });
		expect(history.map(({ number, state }) => [number, state])).toEqual([
			[4, 'accepted'],
			[3, 'superseded'],
			[2, 'returned'],
			[1, 'accepted']
		]);
	});

	test('a 累计值 that falls, a swing and a broken rule are named with their figures; a reason lets the first two pass', async () => {
		const eventId = await openEvent();
		const [, village] = VILLAGES;
		const file = (figures: Figures, over = {}) =>
			informant(village).reports.file(report(eventId, village, figures, over));
		expect(await problemIn(file({}))).toMatchObject({ code: 'reportEmpty' });
		expect(await problemIn(file({ affected: '3', deaths: '5' }))).toMatchObject({
			code: 'reportBreaksRules',
			fields: [{ path: 'figures.affected', zh: expect.stringContaining('5 人') as string }]
		});
		await file({ affected: '40', injured: '2' });
		const less = { affected: '100', injured: '1' };
		const refused = await problemIn(file(less));
		expect(refused?.code).toBe('reportNeedsReasons');
		expect(refused?.fields?.map(({ path }) => path)).toEqual(['reasons.fall:injured', 'reasons.swing:affected']);
		const reasons = [
			{ about: 'fall:injured', reason: '一人系摔伤，与灾害无关' },
			{ about: 'swing:affected', reason: '四组今日才联系上' }
		];
		await file(less, { reasons });
		const { standing } = await informant(village).reports.unit({ eventId, areaCode: village });
		expect(standing).toMatchObject({ figures: less, reasons });
	});

	test('a report that was made earlier and arrives later is kept, and does not take the place of the later one', async () => {
		const eventId = await openEvent();
		const [, , village] = VILLAGES;
		await informant(village).reports.file(report(eventId, village, { affected: '50' }));
		const early = new Date(Date.now() - 3_600_000).toISOString();
		const late = report(eventId, village, { affected: '20' }, { deviceTime: early });
		expect(await informant(village).reports.file(late)).toMatchObject({ number: 2, state: 'superseded' });
		const { standing } = await informant(village).reports.unit({ eventId, areaCode: village });
		expect(standing).toMatchObject({ number: 1, figures: { affected: '50' } });
	});

	test('two officers deciding at once: one decides, the other is told', async () => {
		const eventId = await openEvent();
		const [village] = VILLAGES;
		const { reportId } = await informant(village).reports.file(report(eventId, village, { affected: '9' }));
		const answers = await Promise.allSettled([
			township().reports.decide(decision(reportId, 'accept')),
			county().reports.decide(decision(reportId, 'return', '请核对'))
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});
});

describe('the sum', () => {
	test('is of the latest accepted reports and the signed lines; who has not reported is counted, not zero', async () => {
		const eventId = await openEvent();
		for (const [village, affected] of [
			[VILLAGES[0], '10.0'],
			[VILLAGES[1], '20'],
			[VILLAGES[3], '5']
		] as const) {
			const sent = await informant(village).reports.file(
				report(eventId, village, { affected, cropAffectedArea: '0.25' })
			);
			await county().reports.decide(decision(sent.reportId, 'accept'));
		}
		const adjust = (areaCode: string, amount: string) =>
			county().reports.adjust({
				operationId: newId(),
				eventId,
				areaCode,
				indicator: 'affected',
				amount,
				reason: '核减重复'
			});
		await adjust(TOWNSHIPS[0], '-3');
		const { adjustmentId } = await adjust(COUNTY, '7');

		const sums = await county().reports.rollUp({ eventId, areaCode: COUNTY });
		expect(sums.own).toMatchObject({ units: 5, reported: 3 });
		expect(sums.own.figures).toMatchObject([
			{ key: 'affected', figure: '39', fromReports: '35', adjustments: '4', source: 'reports' },
			{ key: 'cropAffectedArea', figure: '0.75', fromReports: '0.75', adjustments: '0' }
		]);
		expect(sums.below.map(({ areaCode, units, reported }) => [areaCode, units, reported])).toEqual([
			[TOWNSHIPS[0], 3, 2],
			[TOWNSHIPS[1], 2, 1]
		]);
		expect(sums.below[0]!.figures[0]).toMatchObject({ figure: '27', fromReports: '30', adjustments: '-3' });
		const inTownship = await township().reports.rollUp({ eventId, areaCode: TOWNSHIPS[0] });
		expect(inTownship.below.map(({ areaCode, reported, figures }) => [areaCode, reported, figures[0]?.figure])).toEqual(
			[
				[VILLAGES[0], 1, '10'],
				[VILLAGES[1], 1, '20'],
				[VILLAGES[2], 0, undefined]
			]
		);
		const alone = await informant(VILLAGES[0]).reports.rollUp({ eventId, areaCode: VILLAGES[0] });
		expect(alone).toMatchObject({ own: { units: 1, reported: 1, figures: [{ figure: '10' }, {}] }, below: [] });

		const reversal = { operationId: newId(), adjustmentId, reason: '已计入' };
		await county().reports.reverse(reversal);
		expect(await figureOf(eventId, COUNTY, 'affected')).toBe('32');
		expect(await problemIn(county().reports.reverse({ ...reversal, operationId: newId() }))).toMatchObject({
			code: 'adjustmentReversed'
		});
		expect(await problemIn(adjust(TOWNSHIPS[0], '-28'))).toMatchObject({ code: 'adjustmentBelowZero' });
		expect(await problemIn(adjust(VILLAGES[0], '1'))).toMatchObject({ code: 'adjustmentLevel' });
	});

	test('is what a township and the county sign; another figure is refused', async () => {
		const eventId = await openEvent([TOWNSHIPS[1]]);
		const village = VILLAGES[3];
		const sent = await informant(village).reports.file(report(eventId, village, { affected: '8' }));
		await township(TOWNSHIPS[1]).reports.decide(decision(sent.reportId, 'accept'));
		const sign = (figures: Figures, over = {}) =>
			township(TOWNSHIPS[1]).reports.file(report(eventId, TOWNSHIPS[1], figures, over));
		expect(await problemIn(sign({ affected: '9' }))).toMatchObject({ code: 'reportFiguresChanged' });
		const signed = await sign({ affected: '8' });
		expect(signed).toMatchObject({ kind: 'first', state: 'filed' });
		await sign({}, { isZero: true });
		expect(await problemIn(township(TOWNSHIPS[1]).reports.decide(decision(signed.reportId, 'accept')))).toMatchObject({
			code: 'forbidden'
		});
		const own = await county().reports.file(report(eventId, COUNTY, { affected: '8' }));
		expect(own).toMatchObject({ state: 'accepted' });
		expect(await problemIn(county().reports.file(report(eventId, VILLAGES[0], { affected: '1' })))).toMatchObject({
			code: 'areaNotInEvent'
		});
	});

	test('takes who is sheltered now from the shelters’ counts, for the county, and shows both', async () => {
		const village = VILLAGES[3];
		const [pointId] = await openShelters(desk, village);
		const { eventId } = await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: pointId! } });
		await county().counts.submit({
			operationId: newId(),
			pointId: pointId!,
			people: 12,
			deviceTime: new Date().toISOString()
		});
		const figures = {
			relocatedTotal: '15',
			relocatedNow: '15',
			shelteredTotal: '10',
			shelteredNow: '10',
			dispersedTotal: '5',
			dispersedNow: '5'
		};
		await county().reports.file(report(eventId, village, { affected: '15', ...figures }));
		const { own, below } = await county().reports.rollUp({ eventId, areaCode: COUNTY });
		const of = (key: string, rollUp = own) => rollUp.figures.find((figure) => figure.key === key);
		expect(of('shelteredNow')).toMatchObject({
			figure: '12',
			fromReports: '10',
			fromShelters: '12',
			source: 'shelters'
		});
		expect(of('relocatedNow')).toMatchObject({ figure: '17', fromReports: '15', source: 'shelters' });
		expect(of('shelteredTotal')).toMatchObject({ figure: '12', fromReports: '10', source: 'shelters' });
		expect(of('relocatedTotal')).toMatchObject({ figure: '17' });
		expect(of('sheltersTotal')).toMatchObject({ figure: '1' });
		expect(of('sheltersNow')).toMatchObject({ figure: '1', fromReports: null });
		expect(
			of(
				'shelteredNow',
				below.find(({ areaCode }) => areaCode === TOWNSHIPS[1])
			)
		).toMatchObject({
			figure: '10',
			fromShelters: '12',
			source: 'reports'
		});
		const line = {
			operationId: newId(),
			eventId,
			areaCode: COUNTY,
			indicator: 'shelteredNow' as const,
			amount: '1',
			reason: '漏计'
		};
		expect(await problemIn(county().reports.adjust(line))).toMatchObject({ code: 'adjustmentOfShelters' });
	});
});

test('a fall that was filed twice before anybody decided is explained all the same; once verified, with a note', async () => {
	const eventId = await openEvent();
	const [village] = VILLAGES;
	const file = (figures: Figures, over: object = {}) =>
		informant(village).reports.file(report(eventId, village, figures, over));
	const first = await file({ affected: '30' });
	await township().reports.decide(decision(first.reportId, 'accept'));
	await file({ affected: '20' }, { reasons: [{ about: 'fall:affected', reason: '三组重复' }] });
	expect(await problemIn(file({ affected: '20' }))).toMatchObject({
		code: 'reportNeedsReasons',
		fields: [{ path: 'reasons.fall:affected' }]
	});
	const { standing, accepted } = await informant(village).reports.unit({ eventId, areaCode: village });
	expect([standing?.figures, accepted?.figures]).toEqual([{ affected: '20' }, { affected: '30' }]);
	const back = await file({ affected: '30' });
	await township().reports.decide(decision(back.reportId, 'accept'));
	const verified = await file({ affected: '30' }, { isVerified: true });
	await township().reports.decide(decision(verified.reportId, 'accept'));
	expect(await problemIn(file({ affected: '31' }, { isVerified: true }))).toMatchObject({
		code: 'reportVerifiedAgain'
	});
	expect(await file({ affected: '31' }, { isVerified: true, note: '漏报一人' })).toMatchObject({ kind: 'verified' });
});

test('a report that takes a sum below zero waits, is accepted knowingly, is shown so, and is no document', async () => {
	const eventId = await openEvent();
	const [village] = VILLAGES;
	const of = (affected: string, reasons: object[] = []) => report(eventId, village, { affected }, { reasons });
	await county().reports.file(of('30'));
	const line = { operationId: newId(), eventId, areaCode: COUNTY, indicator: 'affected' as const, reason: '重复' };
	expect(await problemIn(county().reports.adjust({ ...line, amount: '-1.5' }))).toMatchObject({
		code: 'adjustmentPlaces'
	});
	const { adjustmentId } = await county().reports.adjust({ ...line, amount: '-30' });
	const fall = [{ about: 'fall:affected', reason: '核实后更正' }];
	const { reportId, state } = await county().reports.file(of('10', fall));
	expect(state).toBe('filed');
	expect(await figureOf(eventId, COUNTY, 'affected')).toBe('0');

	const told = { areaCode: COUNTY, indicator: 'affected', now: '0', after: '-20', adjustments: '-30' };
	expect(await county().reports.belowZero({ reportId })).toEqual([
		{ ...told, lines: [expect.objectContaining({ id: adjustmentId, amount: '-30', reason: '重复' })] }
	]);
	// The township is told of the county's sum, but not of the county's lines.
	expect(await township().reports.belowZero({ reportId })).toEqual([{ ...told, lines: [] }]);
	const refused = await problemIn(township().reports.decide(decision(reportId, 'accept')));
	expect(refused).toMatchObject({ code: 'reportBelowZero', fields: [{ zh: '县“受灾人口”由 0 变为 −20' }] });
	const knowing = { ...decision(reportId, 'accept'), knowsBelowZero: [`${COUNTY}:affected`] };
	expect(await township().reports.decide(knowing)).toMatchObject({ state: 'accepted' });
	expect(await county().reports.belowZero({ reportId })).toEqual([]);
	expect(await figureOf(eventId, COUNTY, 'affected')).toBe('-20');

	const { words, seen } = await county().documents.draft({ eventId, kind: 'table' });
	const issue = { operationId: newId(), eventId, kind: 'table' as const, seen };
	const signed = { ...words, responsible: '刘平', filledBy: '王芳' };
	expect(await problemIn(county().documents.issue({ ...issue, words: signed }))).toMatchObject({
		code: 'documentBelowZero'
	});
	const reversal = { operationId: newId(), adjustmentId, reason: '村报已更正' };
	expect(await county().reports.reverse(reversal)).toMatchObject({ figure: '10' });
});

test('taken back before, the line is in nobody’s way; a report and a line at once: the second sees the first', async () => {
	const eventId = await openEvent();
	const [village] = VILLAGES;
	const fall = { reasons: [{ about: 'fall:affected', reason: '核实后更正' }] };
	await county().reports.file(report(eventId, village, { affected: '30' }));
	const line = { eventId, areaCode: TOWNSHIPS[0], indicator: 'affected' as const, reason: '重复' };
	const made = await township().reports.adjust({ ...line, operationId: newId(), amount: '-25' });
	const { reportId } = await informant(village).reports.file(report(eventId, village, { affected: '10' }, fall));
	expect((await township().reports.belowZero({ reportId })).map(({ areaCode, after }) => [areaCode, after])).toEqual([
		[TOWNSHIPS[0], '-15'],
		[COUNTY, '-15']
	]);
	const reversal = { operationId: newId(), adjustmentId: made.adjustmentId, reason: '村已更正' };
	await township().reports.reverse(reversal);
	expect(await township().reports.belowZero({ reportId })).toEqual([]);

	const answers = await Promise.allSettled([
		township().reports.decide(decision(reportId, 'accept')),
		township().reports.adjust({ ...line, operationId: newId(), amount: '-25' })
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(Number(await figureOf(eventId, COUNTY, 'affected'))).toBeGreaterThanOrEqual(0);
});

test('everybody who ever was in a shelter is told beside the reports, and counts where the policy says so', async () => {
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const { eventId } = await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: a } });
	for (const pointId of [a, b]) await county().stays.keepNames({ operationId: newId(), pointId, keepsNames: true });
	const members = ['head', 'child', 'child'].map((relation) => member('王', { relation }));
	await county().households.register(household(members));
	const [head = '', ...children] = members.map(({ personId }) => personId);
	await county().stays.checkIn(movement(a, head, ...children));
	await county().stays.transferOut({ ...movement(a, head), toPointId: b });
	await county().stays.transferIn(movement(b, head));
	await county().stays.checkOut({ ...movement(a, ...children), destination: 'home' });
	const village = VILLAGES[0];
	await county().reports.file(report(eventId, village, { affected: '9', shelteredTotal: '2', relocatedTotal: '2' }));
	const of = async (key: string) =>
		(await county().reports.rollUp({ eventId, areaCode: COUNTY })).own.figures.find((figure) => figure.key === key);
	expect(await of('shelteredNow')).toMatchObject({ figure: '1', source: 'shelters' });
	expect(await of('shelteredTotal')).toMatchObject({ figure: '2', fromShelters: '3', source: 'reports' });
	expect(await of('sheltersTotal')).toMatchObject({ figure: '2', fromShelters: '2' });

	const change = { operationId: newId(), key: 'takeSheltersCounts' as const, value: 2, version: 0, reason: '会商' };
	await desk.as(desk.actorAs('ADMIN')).policies.change(change);
	expect(await of('shelteredTotal')).toMatchObject({ figure: '3', fromReports: '2', source: 'shelters' });
	expect(await of('relocatedTotal')).toMatchObject({ figure: '3', fromReports: '2', source: 'shelters' });
});

test('the board has every unit of the event with what it owes; a return sets no clock back', async () => {
	const eventId = await openEvent([TOWNSHIPS[1]]);
	const [, , , village] = VILLAGES;
	const of = async (areaCode: string) =>
		(await county().reports.board({ eventId })).units.find((unit) => unit.areaCode === areaCode);
	const { units } = await county().reports.board({ eventId });
	expect(units.map(({ areaCode, level }) => [areaCode, level])).toEqual([
		[COUNTY, 'county'],
		[TOWNSHIPS[1], 'township'],
		[VILLAGES[3], 'village'],
		[VILLAGES[4], 'village']
	]);
	const started = Date.parse((await county().events.get({ eventId })).event.startedAt);
	expect((await of(village))?.deadline).toEqual({ due: 'first', at: new Date(started + 3_600_000).toISOString() });
	const { reportId } = await informant(village).reports.file(report(eventId, village, { affected: '2' }));
	expect((await of(village))?.deadline).toMatchObject({ due: 'continued' });
	await township(TOWNSHIPS[1]).reports.decide(decision(reportId, 'return', '漏报房屋'));
	expect((await of(village))?.deadline).toMatchObject({ due: 'first' });
	const board = await informant(village).reports.board({ eventId });
	expect(board.units.map(({ areaCode }) => areaCode)).toEqual([village]);
});

test('what was reported cannot be rewritten, nor a signed line', async () => {
	const eventId = await openEvent();
	const [village] = VILLAGES;
	const { reportId } = await informant(village).reports.file(report(eventId, village, { affected: '2' }));
	const { pool } = desk.db;
	await expect(pool.query(`UPDATE damage_report SET figures = '{}' WHERE id = $1`, [reportId])).rejects.toThrow(
		/keeps/
	);
	await township().reports.decide(decision(reportId, 'accept'));
	await expect(pool.query(`UPDATE damage_report SET state = 'filed' WHERE id = $1`, [reportId])).rejects.toThrow();
	await expect(pool.query('DELETE FROM damage_report')).rejects.toThrow(/append-only/);
	await expect(pool.query('DELETE FROM report_adjustment')).rejects.toThrow(/append-only/);
	const told = (await desk.changes()).filter((change) => 'report' in change);
	expect(JSON.stringify(told)).not.toContain('affected');
});
