import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, movement, openShelters } from './people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK'));
const openStays = () =>
	desk.db.pool.query<{ personId: string; n: number }>(
		`SELECT person_id AS "personId", count(*)::int AS n FROM stay WHERE state = 'in' GROUP BY 1`
	);

/** A family of some people. */
async function family(size: number, homeCode: string = VILLAGES[0]): Promise<string[]> {
	const members = Array.from({ length: size }, (_, at) =>
		member(`周${at}`, at === 0 ? {} : { relation: 'child', needs: ['diet'] })
	);
	return (await officer().households.register(household(members, homeCode))).personIds;
}

test('a family comes and goes; sent again nothing is done twice; only numbers are broadcast', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const ids = await family(3);
	const by = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const coming = movement(point, ...ids);
	const came = await by.stays.checkIn(coming);
	expect(came).toMatchObject({
		roster: { pointId: point, named: 3 },
		results: ids.toSorted().map((personId) => ({ personId, outcome: 'in' }))
	});
	expect(await by.stays.checkIn(coming)).toEqual(came);
	const more = { ...coming, personIds: ids.slice(1) };
	expect((await problemIn(by.stays.checkIn(more))).code).toBe('operationConflict');
	expect((await problemIn(officer().stays.checkIn(coming))).code).toBe('operationConflict');

	const same = desk.actorAs('COORDINATOR', TOWNSHIPS[0]);
	const again = movement(point, ...ids);
	const first = await desk.as(same).stays.checkIn(again);
	expect(first.results.map(({ outcome }) => outcome)).toEqual(['alreadyIn', 'alreadyIn', 'alreadyIn']);
	const resent = await desk.as(same).stays.checkIn({ ...again, sentAt: new Date().toISOString() });
	expect(resent).toEqual(first);

	const listed = await by.stays.list({ pointId: point, limit: 2 });
	expect(listed.present).toHaveLength(2);
	expect((await by.stays.list({ pointId: point, after: listed.next! })).present).toHaveLength(1);
	expect(JSON.stringify(listed)).not.toMatch(/周\d|19500101/);
	await by.counts.submit({ operationId: newId(), pointId: point, people: 5, deviceTime: new Date().toISOString() });
	expect(await by.stays.reconciliation({ pointId: point })).toMatchObject({
		people: 5,
		named: 3,
		difference: 2,
		needs: { elderly: 3, diet: 2 },
		conflicts: 0
	});

	const left = await by.stays.checkOut({ ...movement(point, ids[0]!), destination: 'relatives' });
	expect(left.roster.named).toBe(2);
	expect(left.roster.version).toBeGreaterThan(came.roster.version);
	const gone = by.stays.checkOut({ ...movement(point, ...ids), destination: 'home' });
	expect(await problemIn(gone)).toMatchObject({ code: 'personNotHere', params: { count: 1 } });
	const told = (await desk.changes()).filter(({ type }) => type === 'stays.changed');
	expect(told.length).toBe(3);
	for (const change of told)
		expect(Object.keys((change as unknown as { roster: object }).roster).sort()).toEqual([
			'areaCode',
			'named',
			'pointId',
			'version'
		]);
});

test('a transfer is sent, then arrives; nobody is in two places meanwhile', async () => {
	const [from, to] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const ids = await family(2);
	const here = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const there = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[1]));
	await here.stays.checkIn(movement(from, ...ids));
	expect((await problemIn(there.stays.transferIn(movement(to, ...ids)))).code).toBe('personNotSent');
	expect((await problemIn(here.stays.transferOut({ ...movement(from, ...ids), toPointId: from }))).code).toBe(
		'sameShelter'
	);
	await here.stays.transferOut({ ...movement(from, ...ids), toPointId: to });
	expect((await there.stays.list({ pointId: to })).expected).toHaveLength(2);
	const arrived = await there.stays.transferIn(movement(to, ...ids));
	expect(arrived).toMatchObject({ roster: { pointId: to, named: 2 } });
	const after = await there.stays.list({ pointId: to });
	expect([after.expected.length, after.present.length]).toEqual([0, 2]);
	expect((await there.people.get({ personId: ids[0]! })).stay).toMatchObject({ pointId: to });
	expect((await here.people.get({ personId: ids[0]! })).stay).toBeNull();
	const steps = await desk.db.prisma.stayStep.findMany({ where: { personId: ids[0]! }, orderBy: { id: 'asc' } });
	expect(steps.map(({ kind }) => kind)).toEqual(['in', 'sent', 'arrived']);
});

test('two tablets check the same people in at the same moment: both are kept, one stay is open, a person settles', async () => {
	const [a, b] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const ids = await family(3);
	const [first, second] = await Promise.all([
		desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0])).stays.checkIn(movement(a, ...ids)),
		desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[1])).stays.checkIn(movement(b, ...ids))
	]);
	const outcomes = [first, second].map(({ results }) => [...new Set(results.map(({ outcome }) => outcome))]);
	expect(outcomes.toSorted()).toEqual([['conflict'], ['in']]);
	const claimed = outcomes[0]![0] === 'conflict' ? a : b;
	const held = claimed === a ? b : a;
	for (const { n } of (await openStays()).rows) expect(n).toBe(1);

	const { conflicts } = await officer().stays.list({ pointId: held });
	expect(conflicts).toHaveLength(3);
	expect((await officer().stays.list({ pointId: claimed })).conflicts).toEqual(conflicts);
	for (const { stay, claim } of conflicts) {
		expect([stay.pointId, claim.pointId]).toEqual([held, claimed]);
		expect([stay.accountName, claim.accountName].every((name) => name.startsWith('COORDINATOR'))).toBe(true);
	}
	const settle = (at: number, verdict: 'stay' | 'claim') => ({
		operationId: newId(),
		conflictId: conflicts[at]!.id,
		verdict,
		reason: '现场核实'
	});
	const coordinator = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	expect((await problemIn(coordinator.stays.settleConflict(settle(0, 'claim')))).code).toBe('forbidden');
	await officer().stays.settleConflict(settle(0, 'claim'));
	expect((await problemIn(officer().stays.settleConflict(settle(0, 'stay')))).code).toBe('alreadySettled');
	await officer().stays.settleConflict(settle(1, 'stay'));
	const [atHeld, atClaimed] = [
		await officer().stays.list({ pointId: held }),
		await officer().stays.list({ pointId: claimed })
	];
	expect([atHeld.present.length, atClaimed.present.length, atHeld.conflicts.length]).toEqual([2, 1, 1]);
	expect(atClaimed.present[0]!.person.id).toBe(conflicts[0]!.person.id);
	const { conflicts: open } = await officer().stays.reconciliation({ pointId: held });
	expect(open).toBe(1);
});

test('what is told late undoes nothing: history at the same place, a conflict at another', async () => {
	const [a, b] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const [id] = (await family(1)) as [string];
	const early = new Date(Date.now() - 3_600_000).toISOString();
	await officer().stays.checkIn(movement(a, id));
	await officer().stays.checkOut({ ...movement(a, id), destination: 'home' });
	const late = { ...movement(a, id), deviceTime: early };
	expect((await officer().stays.checkIn(late)).results[0]!.outcome).toBe('late');
	const elsewhere = { ...movement(b, id), deviceTime: early };
	expect((await officer().stays.checkIn(elsewhere)).results[0]!.outcome).toBe('conflict');
	expect((await officer().stays.checkIn(movement(b, id))).results[0]!.outcome).toBe('in');
});

test('the database itself holds one open stay, and what was said stays', async () => {
	const [a, b] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const [id] = (await family(1)) as [string];
	await officer().stays.checkIn(movement(a, id));
	const insert = `INSERT INTO stay (id, person_id, point_id, state, in_observed_at) VALUES (gen_random_uuid(), $1, $2, 'in', now())`;
	await expect(desk.db.pool.query(insert, [id, b])).rejects.toThrow(/stay_open/);
	await expect(desk.db.pool.query('UPDATE stay_step SET reason = $1', ['x'])).rejects.toThrow(/append-only/);
	await expect(desk.db.pool.query('DELETE FROM stay_step')).rejects.toThrow(/append-only/);
	expect(desk.errors).toEqual([]);
});

test('a place outside one’s area, a closed one, and people who do not exist are refused', async () => {
	const [a] = (await openShelters(desk, VILLAGES[0])) as [string];
	const [id] = (await family(1)) as [string];
	const foreign = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[1]));
	expect((await problemIn(foreign.stays.checkIn(movement(a, id)))).code).toBe('notFound');
	expect((await problemIn(officer().stays.checkIn(movement(a, newId())))).code).toBe('notFound');
	await officer().shelters.close({ operationId: newId(), pointId: a, reason: '返家' });
	expect((await problemIn(officer().stays.checkIn(movement(a, id)))).code).toBe('shelterNotOpen');
});
