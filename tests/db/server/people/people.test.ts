import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, nextIdNumber } from '../stays/people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK'));
const names = async (text: string, by = officer()) => (await by.people.search({ text })).people.map(({ id }) => id);

test('a household is found by name, initials, numbers and area; masked everywhere', async () => {
	const head = member('单小明', { phone: '139 1234 5678', needs: ['medication'] });
	const child = member('\u{20BB7}·小明', { relation: 'child', document: { kind: 'none', reason: '未办理' } });
	const sent = household([head, child], VILLAGES[1]);
	const answer = await officer().households.register(sent);
	expect(answer).toEqual({ householdId: sent.householdId, personIds: [head.personId, child.personId] });

	const { number } = head.document;
	for (const text of ['单小明', '小明', 'sxm', 'dxm', number, number.slice(-4), '13912345678', '5678'])
		expect([text, await names(text)]).toEqual([text, expect.arrayContaining([head.personId])]);
	expect(await names('\u{20BB7}小明')).toEqual([child.personId]);
	expect(await names('单小明 9999')).toEqual([]);
	const inVillage = await officer().people.search({ areaCode: VILLAGES[1] });
	expect(inVillage.people.map(({ id }) => id).sort()).toEqual([head.personId, child.personId].sort());
	expect((await problemIn(officer().people.search({ text: 'w' }))).code).toBe('searchTooShort');

	const got = await officer().people.get({ personId: child.personId });
	expect(got.household.map(({ name }) => name)).toEqual(['单**', '\u{20BB7}**']);
	expect(got.household[0]).toMatchObject({
		needs: ['elderly', 'medication'],
		phone: '139****78',
		sex: Number(number[16]) % 2 === 1 ? 'male' : 'female'
	});
	expect(JSON.stringify([inVillage, got])).not.toMatch(/小明|19500101|12345/);
});

test('unmasking shows everything, exactly, and leaves the reason in the trail; nothing personal is kept in clear', async () => {
	const name = '\u{2A6D6}阿卜杜·热合曼';
	const head = member(name, {
		phone: '13887654321',
		needNote: '胰岛素',
		nextOfKin: { name: '司徒问渠', phone: '13700001111', relation: '女儿' }
	});
	await officer().households.register(household([head]));
	const shown = await officer().people.unmask({ operationId: newId(), personId: head.personId, reason: '联系家属' });
	expect(shown).toMatchObject({ id: head.personId, name, phone: '13887654321', needNote: '胰岛素' });
	expect(shown.nextOfKin).toEqual({ name: '司徒问渠', phone: '13700001111', relation: '女儿' });

	const { rows } = await desk.db.pool.query<{ all: string }>(
		`SELECT (SELECT string_agg(t::text, ' ') FROM audit_entry t) || (SELECT string_agg(t::text, ' ') FROM operation t)
			|| COALESCE((SELECT string_agg(t::text, ' ') FROM change_log t), '')
			|| (SELECT string_agg(t::text, ' ') FROM person t) || (SELECT string_agg(t::text, ' ') FROM household t) AS all`
	);
	for (const mark of [
		'阿卜杜',
		'热合曼',
		'13887654321',
		head.document.number,
		'胰岛素',
		'司徒',
		'13700001111',
		'1950-01-01',
		'19500101'
	])
		expect([mark, rows[0]!.all.includes(mark)]).toEqual([mark, false]);
	const entry = await desk.db.prisma.auditEntry.findFirstOrThrow({ where: { verb: 'person.unmask' } });
	expect(entry).toMatchObject({ subjectId: head.personId, reason: '联系家属', areaCode: VILLAGES[0] });
});

test('sent again it is done once; other content, or a document known already, is refused', async () => {
	const head = member('王大力');
	const sent = household([head]);
	const by = desk.actorAs('INFORMANT', VILLAGES[0]);
	const first = await desk.as(by).households.register(sent);
	expect(await desk.as(by).households.register(sent)).toEqual(first);
	const other = { ...sent, members: [{ ...head, name: '王大丽' }] };
	expect((await problemIn(desk.as(by).households.register(other))).code).toBe('operationConflict');
	const again = household([member('王大力', { document: head.document })]);
	expect(await problemIn(desk.as(by).households.register(again))).toMatchObject({
		code: 'personAlreadyRegistered',
		fields: [{ path: 'members.0.document.number' }]
	});
	const wrong = household([member('王大力', { document: { kind: 'residentId', number: '430426195001010000' } })]);
	expect(await problemIn(desk.as(by).households.register(wrong))).toMatchObject({
		code: 'invalidInput',
		fields: [{ path: 'members.0.document.number', zh: '身份证号校验不符，有数字抄错或次序颠倒。' }]
	});
});

test('of two registrations of one document at the same moment one is kept', async () => {
	const document = { kind: 'residentId' as const, number: nextIdNumber() };
	const tries = await Promise.allSettled(
		Array.from({ length: 4 }, () => officer().households.register(household([member('李同时', { document })])))
	);
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	for (const tried of tries)
		if (tried.status === 'rejected')
			expect((await problemIn(Promise.reject(tried.reason as Error))).code).toBe('personAlreadyRegistered');
});

test('people are seen from their home and where they were registered; a whole number also by who checks in', async () => {
	const head = member('赵远方');
	await desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).households.register(household([head], '430424100201'));
	const here = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const there = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[1]));
	const informant = desk.as(desk.actorAs('INFORMANT', TOWNSHIPS[1]));
	expect(await names('赵远方', here)).toEqual([head.personId]);
	expect(await names('赵远方', there)).toEqual([]);
	expect(await names(head.document.number, there)).toEqual([head.personId]);
	expect(await names(head.document.number.slice(-8), there)).toEqual([]);
	expect(await names(head.document.number, informant)).toEqual([]);
	expect((await problemIn(there.people.get({ personId: head.personId }))).code).toBe('notFound');
	const asking = { operationId: newId(), personId: head.personId, reason: '核对' };
	expect((await problemIn(there.people.unmask(asking))).code).toBe('notFound');
	expect(desk.errors).toEqual([]);
});
