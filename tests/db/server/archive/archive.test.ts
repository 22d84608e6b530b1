import { afterAll, beforeAll, expect, test } from 'vitest';
import excel from 'exceljs';
import { anonymiseDue, previewDue } from '#server/archive/anonymise.ts';
import { Prisma } from '#server/db/generated/client.ts';
import { newId } from '#server/new-id.ts';
import { outcomeOf } from '#server/sync/outcome.ts';
import { problem } from '#domain/shared/problems.ts';
import { FIGURE_LEVELS } from '#domain/stays/sheltered-figures.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, type Desk } from '../../desk.ts';
import { household, member, movement, nextIdNumber } from '../stays/people.ts';
import { anEvent, end, sheltered } from './an-ended-event.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const DAYS = 180;
const officer = () => desk.as(desk.actorAs('DESK'));
const anonymise = (atOnce = 200) => anonymiseDue(desk.app, { days: DAYS, now: new Date(), atOnce });
const exportEvent = (eventId: string, reason = '结案归档') =>
	officer().archive.export({ operationId: newId(), eventId, reason });
const rowOf = (id: string) => desk.db.prisma.person.findUniqueOrThrow({ where: { id } });
const isAnonymised = async (id: string) => (await rowOf(id)).anonymisedAt !== null;
const kin = { name: '孙近亲', phone: '13712345678', relation: '弟' };

/** Every figure that the desk and the reports show of an event. */
async function figuresOf(eventId: string) {
	const figures = await Promise.all(FIGURE_LEVELS.map((by) => officer().stays.figures({ eventId, by })));
	const { prisma } = desk.db;
	return {
		figures,
		totals: await prisma.townshipTotal.findMany({ where: { eventId }, orderBy: { townshipCode: 'asc' } }),
		points: await prisma.countPoint.findMany({ where: { eventId }, orderBy: { id: 'asc' } }),
		stays: await prisma.stay.findMany({ where: { point: { eventId } }, orderBy: { id: 'asc' } }),
		marks: await prisma.rollCallMark.count(),
		entries: await prisma.rosterEntry.count(),
		questions: await prisma.reunionRequest.count()
	};
}

/** Everything in the database that is not encrypted, and everything that is, opened. */
async function allThatIsKept(): Promise<string> {
	const { rows } = await desk.db.pool.query<{ name: string }>(
		`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
	);
	const texts: string[] = [];
	for (const { name } of rows) {
		const table = Prisma.raw(`"${name}"`);
		const [row] = await desk.db.prisma.$queryRaw<{ all: string | null }[]>(
			Prisma.sql`SELECT string_agg(t::text, ' ') AS "all" FROM ${table} t`
		);
		texts.push(row?.all ?? '');
	}
	const opened = (kind: string, sealed: { id: string; keyId: string; ciphertext: Uint8Array }[]) =>
		sealed.map((row) => JSON.stringify(desk.app.keyring.open(`${kind}:${row.id}`, row)));
	texts.push(...opened('person', await desk.db.prisma.person.findMany()));
	texts.push(...opened('reunion', await desk.db.prisma.reunionRequest.findMany()));
	texts.push(...opened('rosterEntry', await desk.db.prisma.rosterEntry.findMany()));
	return texts.join(' ');
}

test('who is due loses everything that tells who it was; what counts stays as it was', async () => {
	const event = await anEvent(desk);
	const number = nextIdNumber('19480203');
	const head = member('欧阳归档', {
		document: { kind: 'residentId', number },
		phone: '13911112222',
		needs: ['chronic'],
		needNote: '每天吃降压药',
		address: '三组 12 号',
		nextOfKin: kin
	});
	const child = member('欧阳小档', {
		relation: 'child',
		document: { kind: 'none', reason: '未办' },
		birthDate: '2018-05-01'
	});
	await sheltered(desk, event.points[0], head, child);
	const photo = 'ffd8ffc0000b080010001001011100ffda0008010100003f00d2cfffd9';
	const setPhoto = { personId: head.personId, photo: Buffer.from(photo, 'hex').toString('base64') };
	await officer().people.setPhoto({ operationId: newId(), ...setPhoto });
	const asker = {
		name: '钱寻亲',
		document: { kind: 'residentId' as const, number: nextIdNumber('19750101') },
		phone: '13800001111',
		relation: '外甥'
	};
	const sought = { by: 'document' as const, document: { kind: 'residentId' as const, number } };
	await officer().reunion.ask({ operationId: newId(), asker, sought, message: '家里都平安' });
	await officer().stays.transferOut({ ...movement(event.points[0], child.personId), toPointId: event.points[1] });
	await officer().stays.transferIn(movement(event.points[1], child.personId));
	await end(desk, event, 200);
	await exportEvent(event.eventId);
	const before = await figuresOf(event.eventId);
	expect(before.figures[0]!.total.sheltered.groupsEver).toMatchObject({ elderly: 1, children: 1, chronicIllness: 1 });

	const run = await anonymise();
	expect(run).toMatchObject({ households: 1, persons: 2 });
	const after = await figuresOf(event.eventId);
	expect(after).toEqual(before);
	const row = await rowOf(head.personId);
	expect(row).toMatchObject({ documentIndex: null, tokens: [], ageBand: 'elderly', needs: ['elderly', 'chronic'] });
	expect(row.homeCode).toBe(household([]).homeCode);
	const kept = await allThatIsKept();
	for (const mark of [
		'欧阳',
		'归档员',
		'小档',
		number,
		'13911112222',
		'降压药',
		'三组 12 号',
		'孙近亲',
		'13712345678',
		'钱寻亲',
		asker.document.number,
		'家里都平安',
		'1948-02-03',
		'2018-05-01'
	])
		expect([mark, kept.includes(mark)]).toEqual([mark, false]);
	expect(await desk.db.prisma.personPhoto.count()).toBe(0);
	expect(await officer().people.search({ text: '欧阳归档' })).toMatchObject({ people: [] });
	expect(await officer().people.search({ text: number })).toMatchObject({ people: [] });

	// The same act again finds nothing to do.
	expect(await anonymise()).toBeNull();
	expect(await figuresOf(event.eventId)).toEqual(before);
	const entries = await desk.db.prisma.auditEntry.findMany({ where: { verb: 'archive.anonymise' } });
	expect(entries.map(({ after }) => after)).toEqual([{ households: 1, persons: 2, questions: 0, refusals: 0 }]);

	// Whoever looks is told, and nothing can be done to what is left.
	const page = await officer().people.get({ personId: head.personId });
	expect(page.person).toMatchObject({ name: '', documentNumber: '', phone: '', age: null });
	expect(page.stays).toHaveLength(1);
	const { version } = page;
	const why = { operationId: newId(), reason: '核对' };
	const refused = await Promise.all(
		[
			officer().people.unmask({ ...why, personId: head.personId }),
			officer().people.edit({
				...why,
				operationId: newId(),
				personId: head.personId,
				version,
				changes: { phone: '13900000000' }
			}),
			officer().people.setPhoto({ operationId: newId(), ...setPhoto }),
			officer().people.merge({
				...why,
				operationId: newId(),
				keepId: head.personId,
				keepVersion: version,
				mergeId: child.personId,
				mergeVersion: 1
			}),
			officer().households.addMember({
				operationId: newId(),
				householdId: page.person.householdId,
				member: member('新人', { relation: 'other' })
			})
		].map(problemIn)
	);
	expect(refused.map(({ code }) => code)).toEqual(Array(5).fill('personAnonymised'));
	const next = await anEvent(desk);
	expect((await problemIn(officer().stays.checkIn(movement(next.points[0], head.personId)))).code).toBe(
		'personAnonymised'
	);

	// Somebody who comes again is registered anew, under the same document.
	const again = member('欧阳归档', { document: { kind: 'residentId', number } });
	await sheltered(desk, next.points[0], again);
	expect((await officer().people.search({ text: number })).people.map(({ id }) => id)).toEqual([again.personId]);
});

test('who is needed is kept, whatever keeps them, and goes when nothing does any more', async () => {
	const [over, running] = [await anEvent(desk), await anEvent(desk)];
	const plain = member('甲到期');
	const elsewhere = member('乙他处');
	const heldOne = member('丙缓期');
	const asked = member('丁寻人', { mayBeFound: false });
	const twice = member('戊两次', { document: { kind: 'none', reason: '遗失' }, birthDate: '1990-01-01' });
	const same = member('戊两次', { document: { kind: 'none', reason: '遗失' }, birthDate: '1990-01-01' });
	const peacetime = member('己平时');
	await officer().households.register(household([peacetime]));
	const households = new Map<string, string>();
	for (const one of [plain, elsewhere, heldOne, asked, twice, same])
		households.set(one.personId, await sheltered(desk, over.points[0], one));
	const versions = {
		keepVersion: (await rowOf(twice.personId)).version,
		mergeVersion: (await rowOf(same.personId)).version
	};
	await officer().people.merge({
		operationId: newId(),
		keepId: twice.personId,
		mergeId: same.personId,
		...versions,
		reason: '同一人'
	});
	const asker = {
		name: '赵来寻',
		document: { kind: 'residentId' as const, number: nextIdNumber('19800101') },
		phone: '13800002222',
		relation: '儿子'
	};
	await officer().reunion.ask({
		operationId: newId(),
		asker,
		sought: { by: 'document', document: asked.document },
		message: ''
	});
	await end(desk, over, DAYS + 1);
	await officer().stays.checkIn(movement(running.points[0], elsewhere.personId));
	const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
	const householdId = households.get(heldOne.personId)!;
	await officer().archive.hold({ operationId: newId(), of: { householdId }, until, reason: '诉讼未结' });
	expect(await officer().archive.holdOf({ householdId })).toMatchObject({ until, reason: '诉讼未结' });

	const due = async () =>
		Promise.all(
			[plain, elsewhere, heldOne, asked, twice, same, peacetime].map(({ personId }) => isAnonymised(personId))
		);
	expect(await anonymise()).toBeNull();
	expect(await due()).toEqual(Array(7).fill(false));
	await exportEvent(over.eventId);
	const eventStatus = async () =>
		(await officer().archive.status()).events.find(({ eventId }) => eventId === over.eventId)!;
	expect(await eventStatus()).toMatchObject({
		persons: 5,
		anonymised: 0,
		kept: [
			{ reason: 'eventOpen', persons: 1 },
			{ reason: 'openQuestion', persons: 1 },
			{ reason: 'held', persons: 1 }
		]
	});
	expect(await previewDue(desk.app, { days: DAYS, now: new Date() })).toEqual({
		households: 2,
		persons: 2,
		kept: { eventOpen: 1, openQuestion: 1, held: 1 }
	});
	expect(await due()).toEqual(Array(7).fill(false));
	await officer().archive.hold({ operationId: newId(), of: { eventId: over.eventId }, until, reason: '审计' });
	expect(await anonymise()).toBeNull();
	await officer().archive.release({ operationId: newId(), of: { eventId: over.eventId }, reason: '审计结束' });
	expect(await anonymise()).toMatchObject({ households: 2, persons: 2 });
	expect(await due()).toEqual([true, false, false, false, true, true, false]);
	await officer().archive.release({ operationId: newId(), of: { householdId }, reason: '诉讼已结' });
	const again = officer().archive.release({ operationId: newId(), of: { householdId }, reason: '诉讼已结' });
	expect((await problemIn(again)).code).toBe('archiveNotHeld');
	expect(await anonymise()).toMatchObject({ households: 1, persons: 1 });
	expect(await due()).toEqual([true, false, true, false, true, true, false]);
	expect(await eventStatus()).toMatchObject({ persons: 5, anonymised: 3 });
});

test('the export has the people of the event unmasked, once each; who, why, how many and the hash are kept', async () => {
	const event = await anEvent(desk);
	const head = member('上官存档', { phone: '13933334444', nextOfKin: kin });
	const wife = member('司马存档', { relation: 'spouse' });
	await sheltered(desk, event.points[0], head, wife);
	expect((await problemIn(exportEvent(event.eventId))).code).toBe('archiveEventOpen');
	await end(desk, event, 1);
	const file = await exportEvent(event.eventId, '移交档案室');
	const workbook = new excel.Workbook();
	await workbook.xlsx.load(Buffer.from(file.content, 'base64') as unknown as ArrayBuffer);
	const cells = (name: string) =>
		workbook
			.getWorksheet(name)!
			.getSheetValues()
			.slice(1)
			.map((row) => (row as unknown[]).slice(1));
	expect(
		cells('人员')
			.slice(1)
			.map((row) => [row[1], row[2], row[6], row[7] ?? ''])
	).toEqual([
		['户主', '上官存档', head.document.number, '13933334444'],
		['配偶', '司马存档', wife.document.number, '']
	]);
	expect(cells('家庭')[1]).toEqual(expect.arrayContaining(['上官存档', 2, '白鹤铺镇第1村委会']));
	expect(cells('安置经历')).toHaveLength(3);
	const kept = await desk.db.prisma.archiveExport.findFirstOrThrow({ where: { eventId: event.eventId } });
	expect(kept).toMatchObject({ persons: 2, sha256: file.sha256, reason: '移交档案室' });
	const entry = await desk.db.prisma.auditEntry.findFirstOrThrow({
		where: { verb: 'archive.export', subjectId: event.eventId }
	});
	expect(JSON.stringify(entry.after)).not.toContain('上官');
	expect(entry).toMatchObject({ areaCode: COUNTY, reason: '移交档案室', after: { persons: 2, sha256: file.sha256 } });
	const operation = await desk.db.prisma.operation.findUniqueOrThrow({ where: { id: entry.operationId! } });
	expect(Object.keys(operation.answer as object)).toEqual(['exportId']);
	expect((await exportEvent(event.eventId)).persons).toBe(2);
	expect(await desk.db.prisma.archiveExport.count({ where: { eventId: event.eventId } })).toBe(2);
	const township = desk.as(desk.actorAs('DESK', TOWNSHIPS[0]));
	const theirs = township.archive.export({ operationId: newId(), eventId: event.eventId, reason: '越权' });
	expect((await problemIn(theirs)).code).toBe('notFound');
});

test('a question about nobody goes with the events that were under way when it was asked', async () => {
	const asker = {
		name: '周无果',
		document: { kind: 'residentId' as const, number: nextIdNumber('19810101') },
		phone: '13800003333',
		relation: '侄子'
	};
	const sought = {
		by: 'document' as const,
		document: { kind: 'residentId' as const, number: nextIdNumber('19400101') }
	};
	const operationId = newId();
	await officer().reunion.ask({ operationId, asker, sought, message: '' });
	const { id } = await desk.db.prisma.reunionRequest.findFirstOrThrow({ orderBy: { askedAt: 'desc' } });
	expect(await anonymise()).toBeNull();
	const before = new Date(Date.now() - 400 * 86_400_000);
	await desk.db.prisma.reunionRequest.update({ where: { id }, data: { askedAt: before } });
	expect(await anonymise()).toMatchObject({ persons: 0, questions: 1 });
	expect(await desk.db.prisma.reunionRequest.findUniqueOrThrow({ where: { id } })).toMatchObject({ soughtIndex: null });
	expect(await allThatIsKept()).not.toContain('周无果');
});

test('the words of a refusal go with the events that were under way when it was sent; that it was refused stays', async () => {
	const { app, db } = desk;
	const [queueId, operationId] = [newId(), newId()];
	const answer = { operationId, outcome: 'rejected' as const, problem: problem('notFound', { name: '周退回' }) };
	const received = async (daysAgo: number) => {
		await db.prisma.deviceQueue.create({
			data: { id: queueId, deviceId: newId(), accountId: newId(), firstSeenAt: new Date(), lastSeenAt: new Date() }
		});
		const { keyId, problem: sealed } = outcomeOf(app.keyring, answer);
		const row = {
			queueId,
			sequence: 1,
			operationId,
			kind: 'stay.checkIn',
			outcome: 'rejected',
			contentHash: Buffer.alloc(32)
		};
		const receivedAt = new Date(Date.now() - daysAgo * 86_400_000);
		await db.prisma.queueOperation.create({
			data: { ...row, receivedAt, keyId, problem: Buffer.from(sealed!, 'base64') }
		});
	};
	await received(400);
	expect(await anonymise()).toMatchObject({ persons: 0, refusals: 1 });
	const kept = await db.prisma.queueOperation.findUniqueOrThrow({ where: { operationId } });
	expect(kept).toMatchObject({ outcome: 'rejected', keyId: null, problem: null });
	const rewrite = db.prisma.queueOperation.update({ where: { operationId }, data: { outcome: 'applied' } });
	await expect(rewrite).rejects.toThrow();
	expect(await anonymise()).toBeNull();
});

test('what happened stays: of a step only the words may be taken out', async () => {
	const step = await desk.db.prisma.stayStep.findFirstOrThrow();
	const rewrite = desk.db.prisma.stayStep.update({ where: { id: step.id }, data: { kind: 'out' } });
	await expect(rewrite).rejects.toThrow();
	const remove = desk.db.prisma.stayStep.delete({ where: { id: step.id } });
	await expect(remove).rejects.toThrow();
});
