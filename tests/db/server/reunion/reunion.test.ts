import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, movement, nextIdNumber, openShelters } from '../stays/people.ts';

let desk: Desk;
let here: string;
beforeAll(async () => {
	desk = await createDesk();
	[here = ''] = await openShelters(desk, VILLAGES[0]);
});
afterAll(() => desk.drop());

const officer = desk0('DESK');
function desk0(role: 'DESK' | 'TOWNSHIP' | 'COORDINATOR', areaCode?: string) {
	let actor: ReturnType<Desk['actorAs']> | undefined;
	return () => desk.as((actor ??= desk.actorAs(role, areaCode)));
}
const township = desk0('TOWNSHIP', TOWNSHIPS[1]);
const coordinator = desk0('COORDINATOR', TOWNSHIPS[0]);

const residentId = (number: string) => ({ kind: 'residentId' as const, number });
const asker = (number = nextIdNumber('19750505')) => ({
	name: '司徒寻亲',
	document: residentId(number),
	phone: '13633334444',
	relation: '儿子'
});
type Sought = Parameters<ReturnType<Desk['as']>['reunion']['ask']>[0]['sought'];
const byNumber = (number: string): Sought => ({ by: 'document', document: residentId(number) });
const ask = async (sought: Sought, { by = officer(), from = asker(), message = '家里都好' } = {}) =>
	(await by.reunion.ask({ operationId: newId(), asker: from, sought, message })).answer;

/** Somebody at the shelter, registered there. */
async function sheltered(name: string, mayBeFound: boolean) {
	const person = member(name, { mayBeFound });
	await officer().households.register(household([person]));
	await officer().stays.checkIn(movement(here, person.personId));
	return { personId: person.personId, number: person.document.number };
}
const messagesOf = async (personId: string, by = coordinator()) =>
	(await by.reunion.messages()).messages.filter(({ person }) => person.id === personId);

test('with consent the place is told, to windows and at the door; nothing of the person goes with it', async () => {
	const { number } = await sheltered('林慈母', true);
	const shelter = await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: here } });
	const { name: placeName } = await desk.db.prisma.shelter.findUniqueOrThrow({ where: { id: shelter.shelterId! } });
	for (const by of [officer(), township(), coordinator()]) {
		const answer = await ask(byNumber(number), { by });
		expect(answer).toEqual({ kind: 'told', where: { at: 'shelter', placeName, since: expect.any(String) as string } });
	}
	const described = { by: 'name' as const, name: '林慈母', homeCode: VILLAGES[0], birthYear: 1950 };
	expect((await ask(described)).kind).toBe('told');
	expect((await ask({ ...described, birthYear: 1951 })).kind).toBe('kept');
	expect((await ask({ ...described, homeCode: VILLAGES[1] })).kind).toBe('kept');
	expect((await ask({ ...described, name: '林慈' })).kind).toBe('kept');
	expect((await ask(described, { by: coordinator() })).kind).toBe('kept');
});

test('without consent the answer is the same as for nobody, and the words are kept for the person', async () => {
	const { personId, number } = await sheltered('林不愿', false);
	const answers = [await ask(byNumber(number)), await ask(byNumber(nextIdNumber()))];
	expect(answers).toEqual([{ kind: 'kept' }, { kind: 'kept' }]);
	const [message] = await messagesOf(personId);
	expect(message).toMatchObject({ person: { name: '林**' }, relation: '儿子', place: { pointId: here }, tries: 0 });
	expect(JSON.stringify(message)).not.toMatch(/司徒|13633334444|家里都好/);
	expect(await messagesOf(personId, township())).toEqual([]);

	const read = await coordinator().reunion.read({ operationId: newId(), requestId: message!.id });
	expect(read).toEqual({
		askerName: '司徒寻亲',
		askerPhone: '13633334444',
		relation: '儿子',
		message: '家里都好',
		soughtName: '林不愿'
	});
	const missed = { operationId: newId(), requestId: message!.id, version: 1, outcome: 'notReached' as const };
	await coordinator().reunion.deliver(missed);
	expect(await messagesOf(personId)).toMatchObject([{ tries: 1, version: 2 }]);
	const stale = coordinator().reunion.deliver({ ...missed, operationId: newId(), outcome: 'declined' });
	expect((await problemIn(stale)).code).toBe('versionConflict');
	await coordinator().reunion.deliver({ ...missed, operationId: newId(), version: 2, outcome: 'declined' });
	expect(await messagesOf(personId)).toEqual([]);
	expect((await ask(byNumber(number))).kind).toBe('kept');
	const { replies } = await officer().reunion.replies();
	expect(replies.filter(({ id }) => id === message!.id)).toEqual([]);
});

test('who agrees that this relative is told is told to this one, not to another', async () => {
	const { personId, number } = await sheltered('林应允', false);
	const son = asker();
	expect((await ask(byNumber(number), { from: son })).kind).toBe('kept');
	const [message] = await messagesOf(personId);
	const said = { operationId: newId(), requestId: message!.id, version: 1, outcome: 'agreed' as const };
	await coordinator().reunion.deliver(said);
	expect((await ask(byNumber(number), { from: son })).kind).toBe('told');
	expect((await ask(byNumber(number))).kind).toBe('kept');

	const replies = async () => (await officer().reunion.replies()).replies.filter(({ id }) => id === message!.id);
	expect(await replies()).toMatchObject([{ askerName: '司**', relation: '儿子', answer: { kind: 'told' } }]);
	const read = await officer().reunion.read({ operationId: newId(), requestId: message!.id });
	expect(read).toMatchObject({ askerPhone: '13633334444', soughtName: null });
	await officer().reunion.reply({ operationId: newId(), requestId: message!.id, version: 2 });
	expect(await replies()).toEqual([]);
});

test('who agrees to be found by all is recorded so, and the trail has it', async () => {
	const { personId, number } = await sheltered('林都可', false);
	await ask(byNumber(number));
	const [message] = await messagesOf(personId);
	const said = { operationId: newId(), requestId: message!.id, version: 1, outcome: 'agreedAll' as const };
	await coordinator().reunion.deliver(said);
	expect((await ask(byNumber(number))).kind).toBe('told');
	expect((await officer().people.get({ personId })).person.mayBeFound).toBe(true);
	const trail = await desk.db.prisma.auditEntry.findMany({ where: { subjectId: personId, verb: 'reunion.deliver' } });
	expect(trail.map(({ after }) => after)).toEqual([{ mayBeFound: true }]);
});

test('words left before somebody is registered reach them, and the asker, once they are', async () => {
	const number = nextIdNumber();
	expect((await ask(byNumber(number), { by: township() })).kind).toBe('kept');
	const person = member('林后到', { document: residentId(number) });
	await officer().households.register(household([person]));
	// In no shelter: the windows of the home area deliver, not a shelter's coordinator.
	expect(await messagesOf(person.personId)).toEqual([]);
	expect(await messagesOf(person.personId, officer())).toHaveLength(1);
	await officer().stays.checkIn(movement(here, person.personId));
	expect(await messagesOf(person.personId)).toHaveLength(1);
	const { replies } = await township().reunion.replies();
	expect(replies).toMatchObject([{ answer: { kind: 'told', where: { at: 'shelter' } } }]);
});

test('several of one name: the document is asked for only if all may be found', async () => {
	const described = { by: 'name' as const, name: '林同名', homeCode: VILLAGES[0], birthYear: 1950 };
	await sheltered('林同名', true);
	await sheltered('林同名', true);
	expect(await ask(described)).toEqual({ kind: 'askDocument' });
	await sheltered('林同名', false);
	expect(await ask(described)).toEqual({ kind: 'kept' });
});

test('an asker is checked first; questions are counted; nothing of them is kept in clear', async () => {
	const wrong = ask(byNumber(nextIdNumber()), { from: asker('430426197505050000') });
	expect(await problemIn(wrong)).toMatchObject({ code: 'invalidInput', fields: [{ path: 'asker.document.number' }] });

	const limit = 3;
	const admin = desk.as(desk.actorAs('ADMIN'));
	await admin.policies.change({
		operationId: newId(),
		key: 'reunionAsksPerHour',
		value: limit,
		version: 0,
		reason: '试行'
	});
	const by = desk.as(desk.actorAs('DESK'));
	const number = nextIdNumber();
	const tries = await Promise.allSettled(Array.from({ length: limit + 2 }, () => ask(byNumber(number), { by })));
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(limit);
	expect(await problemIn(ask(byNumber(number), { by }))).toMatchObject({ code: 'tooManyQuestions', params: { limit } });

	const { rows } = await desk.db.pool.query<{ all: string }>(
		`SELECT (SELECT string_agg(t::text, ' ') FROM audit_entry t) || (SELECT string_agg(t::text, ' ') FROM operation t)
			|| (SELECT string_agg(t::text, ' ') FROM change_log t) || (SELECT string_agg(t::text, ' ') FROM reunion_request t) AS all`
	);
	for (const mark of ['司徒', '寻亲', '13633334444', '家里都好', '林', number, '19750505'])
		expect([mark, rows[0]!.all.includes(mark)]).toEqual([mark, false]);
	expect(desk.errors).toEqual([]);
});
