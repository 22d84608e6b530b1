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
const familyOf = (...members: ReturnType<typeof member>[]) => {
	const { householdId, homeCode } = household([]);
	return { householdId, homeCode, members };
};
const arrival = (pointId: string, family: ReturnType<typeof familyOf>, ...personIds: string[]) => ({
	...movement(pointId, ...personIds),
	household: family
});
const namedAt = async (pointId: string) => (await officer().stays.list({ pointId })).present.map((of) => of.person.id);

test('a family that nobody knows is registered and checked in by one act, once; names stay out of what is kept', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const by = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const [head, child] = [member('慕容先见'), member('慕容后知', { relation: 'child' })];
	const coming = arrival(point, familyOf(head, child));
	const came = await by.stays.checkIn(coming);
	const personIds = [head.personId, child.personId].sort();
	expect(came).toMatchObject({
		roster: { named: 2 },
		results: personIds.map((personId) => ({ personId, outcome: 'in' }))
	});
	expect(came.results.every((result) => !('givenId' in result) && !('isNameDifferent' in result))).toBe(true);
	expect(await by.stays.checkIn({ ...coming, sentAt: new Date().toISOString() })).toEqual(came);
	const other = { ...coming, household: familyOf(member('慕容先见')) };
	expect((await problemIn(by.stays.checkIn(other))).code).toBe('operationConflict');

	expect((await by.people.get({ personId: head.personId })).household).toHaveLength(2);
	const { rows } = await desk.db.pool.query<{ all: string }>(
		`SELECT (SELECT string_agg(t::text, ' ') FROM audit_entry t) || (SELECT string_agg(t::text, ' ') FROM operation t)
			|| (SELECT string_agg(t::text, ' ') FROM change_log t) AS all`
	);
	for (const mark of ['慕容', head.document.number, '19500101']) expect(rows[0]!.all).not.toContain(mark);
	const verbs = await desk.db.prisma.auditEntry.findMany({ where: { operationId: coming.operationId } });
	expect(verbs.map(({ verb }) => verb).sort()).toEqual(['household.register', 'stay.checkIn']);
});

test('members whose document the county knows are taken for who they are, and the ids of the device go on working', async () => {
	const [point, other] = (await openShelters(desk, VILLAGES[0], VILLAGES[1])) as [string, string];
	const known = member('欧阳守望');
	await officer().households.register(household([known], VILLAGES[3]));
	const by = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const again = member('欧阳守旺', { document: known.document });
	const child = member('欧阳小望', { relation: 'child' });
	const family = familyOf(again, child);
	const came = await by.stays.checkIn(arrival(point, family));
	expect(came.results).toEqual(
		expect.arrayContaining([
			{ personId: known.personId, givenId: again.personId, outcome: 'in', isNameDifferent: true },
			{ personId: child.personId, outcome: 'in' }
		])
	);
	expect(await desk.db.prisma.person.count({ where: { id: again.personId } })).toBe(0);
	expect((await by.people.get({ personId: child.personId })).household).toHaveLength(1);

	await by.stays.transferOut({ ...movement(point, again.personId, child.personId), toPointId: other });
	const arrived = await by.stays.transferIn(movement(other, again.personId, child.personId));
	expect(arrived.results).toContainEqual({ personId: known.personId, givenId: again.personId, outcome: 'in' });
	// The same household sent once more is nobody new; both ids of one person are answered.
	const once = await by.stays.checkIn(arrival(other, family, known.personId));
	expect(once.results.map(({ outcome }) => outcome)).toEqual(['alreadyIn', 'alreadyIn', 'alreadyIn']);
	const call = { operationId: newId(), pointId: other, deviceTime: new Date().toISOString() };
	const called = { ...call, presentIds: [again.personId, newId()], absentIds: [child.personId] };
	expect(await by.stays.rollCall(called)).toMatchObject({ present: 1, absent: 1, unknown: 1 });
	const left = await by.stays.checkOut({ ...movement(other, again.personId), destination: 'home' });
	expect(left.results).toEqual([{ personId: known.personId, givenId: again.personId, outcome: 'out' }]);
	expect(await namedAt(other)).toEqual([child.personId]);
});

test('a family all of whom are known makes no household; one registered before by the device is known', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const by = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const head = member('司徒问渠');
	const registration = household([head]);
	await by.households.register(registration);
	const { operationId: _, ...family } = registration;
	const came = await by.stays.checkIn(arrival(point, family));
	expect(came.results).toEqual([{ personId: head.personId, outcome: 'in' }]);

	const elsewhere = familyOf(member('司徒问渠', { document: head.document }));
	await by.stays.checkIn(arrival(point, elsewhere));
	expect(await desk.db.prisma.household.count({ where: { id: elsewhere.householdId } })).toBe(0);
	// The id now stands for somebody: it is not given to a person any more.
	const reuse = household([member('某人', { personId: elsewhere.members[0]!.personId })]);
	expect((await problemIn(by.households.register(reuse))).code).toBe('operationConflict');
	const foreign = familyOf(member('某人', { personId: head.personId }));
	expect((await problemIn(by.stays.checkIn(arrival(point, foreign)))).code).toBe('operationConflict');
});

test('what is wrong in the household is told under its field, and nobody is checked in', async () => {
	const [point] = (await openShelters(desk, VILLAGES[0])) as [string];
	const by = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const wrong = member('王大力', { document: { kind: 'residentId', number: '430426195001010000' } });
	const here = member('王大妹');
	await by.households.register(household([here]));
	expect(await problemIn(by.stays.checkIn(arrival(point, familyOf(wrong), here.personId)))).toMatchObject({
		code: 'invalidInput',
		fields: [{ path: 'household.members.0.document.number' }]
	});
	expect((await problemIn(by.stays.checkIn(arrival(point, familyOf())))).fields?.[0]?.path).toBe('household.members');
	expect(await namedAt(point)).toEqual([]);
	expect((await problemIn(by.stays.checkIn(arrival(newId(), familyOf(member('甲')))))).code).toBe('notFound');
});

test('two tablets bring the same unknown family to two places at once: one family, both sides kept', async () => {
	const [a, b] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
	const people = [member('赵甲'), member('赵乙', { relation: 'child' }), member('赵丙', { relation: 'child' })];
	const anew = () => familyOf(...people.map((of) => ({ ...of, personId: newId() })));
	const answers = await Promise.all([
		desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0])).stays.checkIn(arrival(a, anew())),
		desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[1])).stays.checkIn(arrival(b, anew()))
	]);
	const outcomes = answers.map(({ results }) => [...new Set(results.map(({ outcome }) => outcome))].join());
	expect(outcomes.toSorted()).toEqual(['conflict', 'in']);
	const [first, second] = answers.map(({ results }) => results.map(({ personId }) => personId).sort());
	expect(first).toEqual(second);
	expect(desk.errors).toEqual([]);
});
