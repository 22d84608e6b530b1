import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Role } from '#domain/access/roles.ts';
import { isLate } from '#domain/reports/deadlines.ts';
import { decidesOn, filesFor } from '#domain/reports/report-rights.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterEach(() => {
	vi.useRealTimers();
});
afterAll(() => desk.drop());

const NOW = new Date('2026-01-20T08:00:00.000Z');
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** Around what the clocks turn on: one to two hours, a day, two days; to the millisecond. */
const aTime = fc
	.tuple(fc.constantFrom(0, HOUR, 1.5 * HOUR, 2 * HOUR, DAY, 2 * DAY), fc.constantFrom(-HOUR, -1, 0, 1, MINUTE, DAY))
	.map(([turn, off]) => ago(Math.max(0, turn + off)));

const aStep = fc.record({
	kind: fc.constant('phaseChanged'),
	to: fc.constantFrom('warning', 'response', 'transition', 'recovery'),
	at: aTime
});
const aUnit = fc.record({
	areaCode: fc.constantFrom(COUNTY, ...TOWNSHIPS, ...VILLAGES),
	reports: fc.nat({ max: 2 }),
	latestAt: fc.option(aTime),
	state: fc.constantFrom('filed', 'accepted'),
	verifiedAt: fc.option(aTime, { freq: 5 })
});
const anEvent = fc.record({
	startedAt: aTime,
	phase: fc.constantFrom('warning', 'response', 'transition', 'recovery'),
	areaCodes: fc.constantFrom([COUNTY], [TOWNSHIPS[0]], [TOWNSHIPS[1], TOWNSHIPS[2]]),
	steps: fc.array(aStep, { maxLength: 3 }),
	units: fc.uniqueArray(aUnit, { selector: ({ areaCode }) => areaCode, maxLength: 9 })
});
type AnEvent = typeof anEvent extends fc.Arbitrary<infer T> ? T : never;

async function write({ steps, units, ...event }: AnEvent): Promise<void> {
	const { prisma } = desk.db;
	const id = newId();
	const level: number | null = null;
	const whose = { kind: 'freeze', level, description: '', openedAt: event.startedAt, version: 1 };
	await prisma.event.create({ data: { id, name: '冰冻', ...event, areaCodes: [...event.areaCodes], ...whose } });
	const by = { accountId: newId(), accountName: '值班员' };
	await prisma.eventStep.createMany({
		data: steps.map(({ to, ...step }) => ({ id: newId(), eventId: id, ...step, toValue: to, reason: '会商', ...by }))
	});
	for (const { areaCode, reports, latestAt, state, verifiedAt } of units) {
		const latestId = reports > 0 && latestAt ? newId() : null;
		const unitLevel = areaCode.length === 12 ? 'village' : areaCode.length === 9 ? 'township' : 'county';
		const unit = { eventId: id, areaCode, level: unitLevel };
		if (latestId && latestAt) {
			const times = { deviceTime: latestAt, observedAt: latestAt, receivedAt: latestAt };
			const content = { isZero: false, figures: {}, sources: {}, reasons: [], role: 'DESK' };
			const kind = reports === 1 ? 'first' : 'continued';
			const decidedAt = state === 'accepted' ? latestAt : null;
			const report = { ...unit, id: latestId, number: reports, kind, state, decidedAt };
			await prisma.damageReport.create({ data: { ...report, ...content, ...times, ...by } });
		}
		const latest = latestId ? { latestId, latestKind: 'continued', latestState: state, latestAt } : {};
		const chain = { ...unit, reports, firstAt: event.startedAt, version: 1, ...latest };
		await prisma.reportingUnit.create({ data: { ...chain, verifiedAt: reports > 0 ? verifiedAt : null } });
	}
}

/** What the board itself says waits, over all open events. */
async function countedOnBoards(role: Role, areaCode: string) {
	const caller = desk.as(desk.actorAs(role, areaCode));
	const { items } = await caller.events.list({ state: 'open' });
	const boards = await Promise.all(items.map(({ event }) => caller.reports.board({ eventId: event.id })));
	const units = boards.flatMap((board) => board.units);
	return {
		late: units.filter(({ level, deadline }) => filesFor(role, level) && isLate(deadline, NOW.toISOString())).length,
		toReview: units.filter(({ level, unit }) => decidesOn(role, level) && unit?.latest?.state === 'filed').length
	};
}

test('what waits is counted by the database as the boards of all open events have it, to the millisecond', async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: NOW });
	const accounts: [Role, string][] = [
		['DESK', COUNTY],
		['TOWNSHIP', TOWNSHIPS[0]],
		['TOWNSHIP', TOWNSHIPS[1]],
		['INFORMANT', VILLAGES[0]],
		['DESK', TOWNSHIPS[2]]
	];
	const seen = { late: new Set<number>(), toReview: new Set<number>() };
	await fc.assert(
		fc.asyncProperty(fc.array(anEvent, { maxLength: 3 }), async (events) => {
			await desk.db.pool.query(`UPDATE event SET phase = 'closed', closed_at = now() WHERE closed_at IS NULL`);
			for (const event of events) await write(event);
			for (const [role, areaCode] of accounts) {
				const counted = await desk.as(desk.actorAs(role, areaCode)).reports.toDo();
				expect([role, areaCode, counted]).toEqual([role, areaCode, await countedOnBoards(role, areaCode)]);
				seen.late.add(counted.late);
				seen.toReview.add(counted.toReview);
			}
		}),
		{ numRuns: 30, endOnFailure: true }
	);
	// The situations were not all the same one.
	expect(Math.min(seen.late.size, seen.toReview.size)).toBeGreaterThan(4);
});
