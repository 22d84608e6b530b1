import { afterAll, beforeAll, expect, test } from 'vitest';
import { Prisma } from '#server/db/generated/client.ts';
import { newId } from '#server/new-id.ts';
import { PERSON_REFERENCES } from '#server/repositories/person-merge.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, movement, nextIdNumber, openShelters } from '../stays/people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK'));
const register = async (...members: ReturnType<typeof member>[]) => {
	const sent = household(members);
	await officer().households.register(sent);
	return sent.householdId;
};
const noDocument = { document: { kind: 'none' as const, reason: '洪水中遗失' } };
const get = (personId: string) => officer().people.get({ personId });
const found = async (text: string) => (await officer().people.search({ text })).people.map(({ id }) => id);
const edit = (personId: string, version: number, changes: object, reason = '证件更正') =>
	officer().people.edit({ operationId: newId(), personId, version, reason, changes });
const unmask = (personId: string) => officer().people.unmask({ operationId: newId(), personId, reason: '核对' });
const trailOf = (subjectId: string) =>
	desk.db.prisma.auditEntry.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });

/** Everything the server keeps in clear. */
async function keptInClear(): Promise<string> {
	const tables = ['audit_entry', 'operation', 'change_log', 'person', 'person_photo', 'reunion_request', 'household'];
	const parts = tables.map((table) => `COALESCE((SELECT string_agg(t::text, ' ') FROM ${table} t), '')`);
	const { rows } = await desk.db.pool.query<{ all: string }>(`SELECT ${parts.join(' || ')} AS all`);
	return rows[0]!.all;
}

test('a record put right is found under what stands in it now; the trail says which fields, never what', async () => {
	const head = member('单晓名', noDocument);
	await register(head);
	const number = nextIdNumber('19870302');
	await edit(head.personId, 1, { name: '司徒雪莲', document: { kind: 'residentId', number }, phone: '13955556666' });
	for (const text of ['司徒雪莲', 'stxl', number, number.slice(-6), '13955556666'])
		expect([text, await found(text)]).toEqual([text, [head.personId]]);
	expect(await found('单晓名')).toEqual([]);
	expect(await unmask(head.personId)).toMatchObject({
		name: '司徒雪莲',
		birthDate: '1987-03-02',
		phone: '13955556666'
	});
	const row = await desk.db.prisma.person.findUniqueOrThrow({ where: { id: head.personId } });
	expect(row.ageBand).toBe('adults');
	const entry = (await trailOf(head.personId)).find(({ verb }) => verb === 'person.edit');
	expect(entry).toMatchObject({
		reason: '证件更正',
		areaCode: VILLAGES[0],
		after: { changed: ['name', 'document', 'sex', 'birthDate', 'phone'] }
	});
	const kept = await keptInClear();
	for (const mark of ['司徒', '雪莲', '单晓名', number, '13955556666', '1987'])
		expect([mark, kept.includes(mark)]).toEqual([mark, false]);
});

test('two who change one record: the second is told; nothing is lost', async () => {
	const head = member('王先后');
	await register(head);
	await edit(head.personId, 1, { phone: '13900001111' });
	expect((await problemIn(edit(head.personId, 1, { phone: '13900002222' }))).code).toBe('versionConflict');
	const { version } = await get(head.personId);
	await edit(head.personId, version, { phone: '13900002222' });
	expect((await unmask(head.personId)).phone).toBe('13900002222');
	expect((await problemIn(edit(head.personId, version + 1, { phone: '13900002222' }))).code).toBe('nothingToChange');
});

test('a document that belongs to somebody else is not taken over, not even by two at the same moment', async () => {
	const [owner, other] = [member('李有证'), member('李无证', noDocument)];
	await register(owner);
	await register(other);
	const taken = edit(other.personId, 1, { document: owner.document });
	expect((await problemIn(taken)).code).toBe('documentTaken');
	const document = { kind: 'residentId' as const, number: nextIdNumber() };
	const third = member('李同时', noDocument);
	await register(third);
	const tries = await Promise.allSettled([
		edit(other.personId, 1, { document }),
		edit(third.personId, 1, { document })
	]);
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const refused = tries.find((tried) => tried.status === 'rejected');
	expect((await problemIn(Promise.reject(refused?.reason as Error))).code).toBe('documentTaken');
});

test('households: a new head, somebody more, somebody who goes, a home put right', async () => {
	const [head, wife] = [member('赵户主'), member('钱配偶', { relation: 'spouse' })];
	const householdId = await register(head, wife);
	await edit(wife.personId, 1, { relation: 'head' }, '户主变更');
	const after = await get(wife.personId);
	expect(after.household.map(({ id, relation }) => [id, relation])).toEqual([
		[wife.personId, 'head'],
		[head.personId, 'other']
	]);

	const child = member('赵孩子', { relation: 'child', ...noDocument, birthDate: '2024-02-01' });
	await officer().households.addMember({ operationId: newId(), householdId, member: child });
	expect((await get(child.personId)).person).toMatchObject({ householdId, needs: ['infant'], homeCode: VILLAGES[0] });
	const second = { operationId: newId(), householdId, member: member('又一户主') };
	expect((await problemIn(officer().households.addMember(second))).code).toBe('householdHasHead');
	const known = {
		operationId: newId(),
		householdId,
		member: member('赵户主', { relation: 'other', document: head.document })
	};
	expect((await problemIn(officer().households.addMember(known))).code).toBe('personAlreadyRegistered');

	const own = { kind: 'own' as const, householdId: newId() };
	const going = { personId: wife.personId, version: (await get(wife.personId)).version, reason: '分户', to: own };
	const left = await problemIn(officer().people.moveToHousehold({ operationId: newId(), ...going }));
	expect(left.code).toBe('householdNeedsHead');
	await officer().people.moveToHousehold({ operationId: newId(), ...going, newHeadId: head.personId });
	expect((await get(wife.personId)).household.map(({ id }) => id)).toEqual([wife.personId]);
	expect((await get(head.personId)).household.map(({ id, relation }) => [id, relation])).toEqual([
		[head.personId, 'head'],
		[child.personId, 'child']
	]);

	const { householdVersion } = await get(head.personId);
	const home = { householdId, version: householdVersion, homeCode: VILLAGES[3], reason: '村选错了' };
	await officer().households.setHome({ operationId: newId(), ...home });
	expect((await get(child.personId)).person.homeCode).toBe(VILLAGES[3]);
	const there = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[1]));
	expect((await there.people.get({ personId: child.personId })).person.id).toBe(child.personId);
	const again = officer().households.setHome({ operationId: newId(), ...home });
	expect((await problemIn(again)).code).toBe('versionConflict');
});

test('a photo is kept bare and encrypted, and shown only with the person in full', async () => {
	const head = member('周有像');
	await register(head);
	const picture = 'ffc0000b080010001001011100ffda0008010100003f00d2cfffd9';
	const exif = Buffer.from('Exif\0\0 26.7680N').toString('hex');
	const told = `ffd8ffe1${(exif.length / 2 + 2).toString(16).padStart(4, '0')}${exif}${picture}`;
	const photo = Buffer.from(told, 'hex').toString('base64');
	expect((await get(head.personId)).hasPhoto).toBe(false);
	await officer().people.setPhoto({ operationId: newId(), personId: head.personId, photo });
	const page = await get(head.personId);
	expect(page.hasPhoto).toBe(true);
	const shown = await unmask(head.personId);
	expect(Buffer.from(shown.photo!, 'base64').toString('hex')).toBe(`ffd8${picture}`);
	expect(JSON.stringify(page)).not.toContain(shown.photo);
	expect(await keptInClear()).not.toContain(picture);
	const wrong = { operationId: newId(), personId: head.personId, photo: Buffer.from('<svg/>').toString('base64') };
	expect((await problemIn(officer().people.setPhoto(wrong))).code).toBe('photoNotJpeg');
	await officer().people.setPhoto({ operationId: newId(), personId: head.personId, photo: null });
	expect((await get(head.personId)).hasPhoto).toBe(false);
});

test('a person’s page has where they were, the places only where those lie in one’s area', async () => {
	const [here, there] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const head = member('吴行止', { nextOfKin: { name: '吴近亲', phone: '13712345678', relation: '弟' } });
	await register(head);
	await officer().stays.checkIn(movement(here!, head.personId));
	await officer().stays.checkOut({ ...movement(here!, head.personId), destination: 'relatives' });
	await officer().stays.checkIn(movement(there!, head.personId));
	const page = await get(head.personId);
	expect(page.stays.map(({ place, state, destination }) => [place?.pointId, state, destination])).toEqual([
		[there, 'in', null],
		[here, 'out', 'relatives']
	]);
	expect(page.nextOfKin).toEqual({ name: '吴**', phone: '137****78', relation: '弟' });
	const coordinator = desk.as(desk.actorAs('COORDINATOR', TOWNSHIPS[0]));
	const seen = await coordinator.people.get({ personId: head.personId });
	expect(seen.stay).toBeNull();
	expect(seen.stays.map(({ place }) => place?.pointId ?? null)).toEqual([null, here]);
	expect(JSON.stringify(seen)).not.toContain(there);
});

const merge = async (keepId: string, mergeId: string, by = officer()) => {
	const [keepVersion, mergeVersion] = [(await get(keepId)).version, (await get(mergeId)).version];
	const command = { operationId: newId(), keepId, keepVersion, mergeId, mergeVersion, reason: '同一人登记两次' };
	return by.people.merge(command);
};

test('two records become one: found once, known by both ids, with the stays of both', async () => {
	const [here, there] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const [kept, double] = [member('郑重复'), member('郑重复', { ...noDocument, phone: '13866667777' })];
	await register(kept);
	await register(double);
	await officer().stays.checkIn(movement(there!, double.personId));
	expect((await found('郑重复')).sort()).toEqual([kept.personId, double.personId].sort());
	expect(await merge(kept.personId, double.personId)).toEqual({ personId: kept.personId });
	expect(await found('郑重复')).toEqual([kept.personId]);
	expect(await found('13866667777')).toEqual([kept.personId]);
	const page = await get(double.personId);
	expect(page.person.id).toBe(kept.personId);
	expect(page.stays.map(({ place, state }) => [place?.pointId, state])).toEqual([[there, 'in']]);
	expect((await problemIn(merge(kept.personId, double.personId))).code).toBe('samePerson');

	// A tablet that knows the old id checks the same person in: the county knows who is meant.
	const { results } = await officer().stays.checkIn(movement(here!, double.personId));
	expect(results).toEqual([{ personId: kept.personId, givenId: double.personId, outcome: 'conflict' }]);
	const trails = await Promise.all([trailOf(kept.personId), trailOf(double.personId)]);
	expect(trails.map((trail) => trail.find(({ verb }) => verb === 'person.merge')?.after)).toEqual([
		{ merged: double.personId },
		{ mergedInto: kept.personId }
	]);
});

test('records that two places have: both are kept as a conflict for a person to settle', async () => {
	const [here, there] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const [kept, double] = [member('冯两处'), member('冯两处', noDocument)];
	await register(kept);
	await register(double);
	await officer().stays.checkIn(movement(there!, double.personId));
	await officer().stays.checkIn(movement(here!, kept.personId));
	const before = await desk.changes();
	await merge(kept.personId, double.personId);
	const open = await desk.db.prisma.stay.findMany({ where: { personId: kept.personId, state: 'in' } });
	expect(open.map(({ pointId }) => pointId)).toEqual([there]);
	const { conflicts } = await officer().stays.list({ pointId: here! });
	expect(conflicts).toMatchObject([
		{ person: { id: kept.personId }, stay: { pointId: there }, claim: { pointId: here } }
	]);
	expect(conflicts[0]!.stay.accountName).toBe('DESK 430426');
	const told = (await desk.changes()).slice(before.length);
	expect(told.map((change) => change.type === 'stays.changed' && change.roster.pointId).sort()).toEqual(
		[here, there].sort()
	);

	const settling = {
		operationId: newId(),
		conflictId: conflicts[0]!.id,
		verdict: 'claim' as const,
		reason: '现场核实'
	};
	await officer().stays.settleConflict(settling);
	const page = await get(kept.personId);
	expect(page.stays.map(({ place, state }) => [place?.pointId, state])).toEqual([
		[here, 'in'],
		[there, 'out']
	]);
});

test('records that one place has twice by name: one name is left', async () => {
	const [here] = await openShelters(desk, VILLAGES[0]);
	const [kept, double] = [member('陈两名'), member('陈两名', noDocument)];
	await register(kept);
	await register(double);
	await officer().stays.checkIn(movement(here!, kept.personId));
	await officer().stays.checkIn(movement(here!, double.personId));
	await merge(kept.personId, double.personId);
	const { present, conflicts } = await officer().stays.list({ pointId: here! });
	expect([present.map(({ person }) => person.id), conflicts]).toEqual([[kept.personId], []]);
	expect((await get(kept.personId)).stays).toHaveLength(1);
});

test('a merge needs both in sight, in the versions that were read, and no two documents', async () => {
	const [one, two, three] = [member('卫甲'), member('卫乙', noDocument), member('卫丙')];
	for (const each of [one, two, three]) await register(each);
	expect((await problemIn(merge(one.personId, three.personId))).code).toBe('documentsDiffer');
	const stale = { operationId: newId(), keepId: one.personId, keepVersion: 1, mergeId: two.personId, mergeVersion: 7 };
	expect((await problemIn(officer().people.merge({ ...stale, reason: '重复' }))).code).toBe('versionConflict');
	const elsewhere = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[1]));
	expect((await problemIn(merge(one.personId, two.personId, elsewhere))).code).toBe('notFound');
	expect(await found('卫乙')).toEqual([two.personId]);
});

test('every column of the database that names a person is thought of when records are merged', async () => {
	const rows = await desk.db.prisma.$queryRaw<{ name: string }[]>(Prisma.sql`
		SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'
			AND (column_name LIKE '%person_id%' OR column_name IN ('alias_id', 'merged_into_id', 'candidate_ids', 'refused_ids'))`);
	expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(PERSON_REFERENCES).sort());
	expect(desk.errors).toEqual([]);
});
