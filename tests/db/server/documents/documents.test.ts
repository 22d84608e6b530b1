import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentKind } from '#domain/documents/document.ts';
import type { DocumentWords } from '#domain/documents/issue-document.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK'));

async function openEvent(areaCodes: string[] = [COUNTY]): Promise<string> {
	const startedAt = new Date(Date.now() - 30 * 60_000).toISOString();
	const opening = { operationId: newId(), name: '冰冻灾害', kind: 'freeze' as const, startedAt, areaCodes };
	const { event } = await officer().events.open({ ...opening, phase: 'response', level: 3, reason: '会商' });
	return event.id;
}

async function report(eventId: string, areaCode: string, figures: Figures): Promise<void> {
	const filing = { operationId: newId(), eventId, areaCode, figures, deviceTime: new Date().toISOString() };
	const { reportId } = await officer().reports.file({ ...filing, swingReason: '核实' } as never);
	const township = desk.as(desk.actorAs('TOWNSHIP', areaCode.slice(0, 9)));
	await township.reports
		.decide({ operationId: newId(), reportId, decision: 'accept', reason: '' })
		.catch(() => undefined);
}

const signed = { responsible: '王𠅤', filledBy: '李四' };

async function draftOf(eventId: string, kind: DocumentKind = 'bulletin', over: Partial<DocumentWords> = {}) {
	const { seen, words, facts } = await officer().documents.draft({ eventId, kind });
	return { facts, command: { operationId: newId(), eventId, kind, seen, words: { ...words, ...signed, ...over } } };
}

async function issue(eventId: string, kind: DocumentKind = 'bulletin') {
	return officer().documents.issue((await draftOf(eventId, kind)).command);
}

test('a bulletin is issued with its figures, in three formats, under hashes that fit', async () => {
	const eventId = await openEvent();
	await report(eventId, VILLAGES[0], {
		affected: '1234',
		relocatedTotal: '200',
		shelteredTotal: '150',
		dispersedTotal: '50'
	});
	const { facts, command } = await draftOf(eventId);
	expect(facts.areas.map(({ name, units, reported }) => [name, units, reported])).toEqual([
		['祁东县', 5, 1],
		['白鹤铺镇', 3, 1],
		['金桥镇', 2, 0]
	]);
	const { documentId, number } = await officer().documents.issue(command);
	expect(number).toBe(1);
	const view = await officer().documents.get({ documentId });
	expect(view).toMatchObject({
		kind: 'bulletin',
		number: 1,
		isIntact: true,
		content: { ...signed, issuer: '祁东县应急管理局' }
	});
	const text = view.content.sections.flatMap(({ paragraphs }) => paragraphs).join('\n');
	expect(text).toContain('应报灾情的5个村（社区）中，1个已报送，4个尚未报送');
	expect(text).toContain('受灾人口1,234人');
	expect(view.content.table.rows.map(({ name, villages }) => `${name} ${villages}`)).toEqual([
		'白鹤铺镇 1/3',
		'金桥镇 0/2',
		'合计 1/5'
	]);
	expect(view.files.map(({ format }) => format)).toEqual(['docx', 'pdf', 'xlsx']);
	const docx = await officer().documents.file({ documentId, format: 'docx' });
	expect(docx.fileName).toBe('冰冻灾害灾情快报（第1期）.docx');
	const xml = strFromU8(unzipSync(Buffer.from(docx.content, 'base64'))['word/document.xml']!);
	expect(xml).toContain('1,234');
	expect(xml).toContain(view.sha256);
	const pdf = await officer().documents.file({ documentId, format: 'pdf' });
	expect(Buffer.from(pdf.content, 'base64').toString('latin1', 0, 5)).toBe('%PDF-');
	const entry = await desk.db.prisma.auditEntry.findFirstOrThrow({ where: { verb: 'document.issue' } });
	expect(entry).toMatchObject({ subjectId: documentId, after: { number: 1, sha256: view.sha256 } });
});

test('an issued document is frozen: the database refuses, and what was changed past it is seen', async () => {
	const eventId = await openEvent();
	const { documentId } = await issue(eventId, 'table');
	const { prisma } = desk.db;
	await expect(prisma.$executeRaw`UPDATE issued_document SET title = 'x'`).rejects.toThrow('append-only');
	await expect(prisma.$executeRaw`DELETE FROM issued_document_file`).rejects.toThrow('append-only');
	const intact = async () => (await officer().documents.get({ documentId })).isIntact;
	expect(await intact()).toBe(true);
	await prisma.$transaction(async (tx) => {
		await tx.$executeRaw`ALTER TABLE issued_document DISABLE TRIGGER append_only`;
		await tx.$executeRaw`UPDATE issued_document SET content = jsonb_set(content, '{filledBy}', '"别人"') WHERE id = ${documentId}::uuid`;
		await tx.$executeRaw`ALTER TABLE issued_document ENABLE TRIGGER append_only`;
	});
	expect(await intact()).toBe(false);
});

test('a later issue says what changed; on figures that were not seen none is issued', async () => {
	const eventId = await openEvent();
	await report(eventId, VILLAGES[0], { affected: '100' });
	const early = await draftOf(eventId);
	await report(eventId, VILLAGES[3], { affected: '60' });
	expect(await problemIn(officer().documents.issue(early.command))).toMatchObject({ code: 'documentOutdated' });
	const first = await draftOf(eventId, 'bulletin', { issuer: '县防减救灾办' });
	await officer().documents.issue(first.command);
	await report(eventId, VILLAGES[1], { affected: '40' });
	const { command, facts } = await draftOf(eventId);
	expect(facts.previous).toMatchObject({ number: 1 });
	expect(command.words.issuer).toBe('县防减救灾办');
	const { documentId, number } = await officer().documents.issue(command);
	expect(number).toBe(2);
	const { content } = await officer().documents.get({ documentId });
	expect(content.changes).toEqual([{ key: 'affected', before: '160', now: '200' }]);
	expect(content.sections.flatMap(({ paragraphs }) => paragraphs)).toContain(
		'与第1期相比：受灾人口由160人增至200人，增加40人。'
	);
	expect((await officer().documents.list({ eventId })).map((line) => line.number)).toEqual([2, 1]);
});

test('numbers have no gaps when several issue at once, and a command that comes again does nothing more', async () => {
	const eventId = await openEvent();
	const { command } = await draftOf(eventId);
	const two = await Promise.allSettled([
		officer().documents.issue(command),
		officer().documents.issue({ ...command, operationId: newId() })
	]);
	expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const actor = desk.actorAs('DESK');
	const next = (await draftOf(eventId)).command;
	const once = await desk.as(actor).documents.issue(next);
	expect(await desk.as(actor).documents.issue(next)).toEqual(once);
	await issue(eventId, 'table');
	const lines = await officer().documents.list({ eventId });
	expect(lines.map(({ kind, number }) => `${kind} ${number}`).sort()).toEqual(['bulletin 1', 'bulletin 2', 'table 1']);
});

test('a text that names what nobody reported is refused with the name', async () => {
	const eventId = await openEvent();
	const { command } = await draftOf(eventId, 'bulletin', {
		texts: { situation: '死亡{因灾死亡人口}。', response: '', next: '' }
	});
	expect(await problemIn(officer().documents.issue(command))).toMatchObject({
		code: 'unknownFigure',
		params: { names: '因灾死亡人口' }
	});
	expect(await officer().documents.list({ eventId })).toEqual([]);
});

test('whom the event concerns reads its documents; others as if there were none', async () => {
	const eventId = await openEvent([TOWNSHIPS[0]]);
	const { documentId } = await issue(eventId);
	const here = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).documents;
	expect(await here.list({ eventId })).toHaveLength(1);
	expect((await here.get({ documentId })).isIntact).toBe(true);
	const there = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[1])).documents;
	expect(await problemIn(there.get({ documentId }))).toEqual(await problemIn(there.get({ documentId: newId() })));
	expect(await problemIn(there.file({ documentId, format: 'pdf' }))).toMatchObject({ code: 'notFound' });
	const ofATownship = desk.as(desk.actorAs('DESK', TOWNSHIPS[0])).documents;
	expect(await problemIn(ofATownship.draft({ eventId, kind: 'bulletin' }))).toMatchObject({ code: 'notFound' });
});
