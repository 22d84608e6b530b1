import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCap } from '#server/importers/cap/read-cap.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, COUNTY, problemIn, TOWNSHIPS, type Desk } from '../../desk.ts';
import { noticeForm } from '../../matrix/notice-form.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
	const square = '[[[112,26.7],[112.1,26.7],[112.1,26.8],[112,26.8],[112,26.7]]]';
	await desk.db.prisma.$executeRaw`
		INSERT INTO area_shape (code, geometry, source, is_schematic)
		VALUES (${TOWNSHIPS[0]}, ${`{"type":"Polygon","coordinates":${square}}`}::jsonb, 'test', true)`;
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK')).warnings;
type Form = Parameters<ReturnType<typeof officer>['issue']>[0];
const form = (more: object = {}) => ({ operationId: newId(), ...noticeForm(TOWNSHIPS[0]), ...more }) as Form;
const issue = (more: object = {}) => officer().issue(form(more));
const cancel = (warningId: string) => officer().cancel({ operationId: newId(), warningId, reason: '气温回升' });
const stateOf = async (warningId: string) => (await officer().get({ warningId })).state;
const fileOf = async (warningId: string) => {
	const { content, ...named } = await officer().file({ warningId });
	return { ...named, bytes: Buffer.from(content, 'base64') };
};

test('a notice is kept with its file, told of, entered in the trail, and its file is read back as it is', async () => {
	const en = { event: 'Road icing', headline: 'Ice', description: 'x', instruction: '', senderName: 'Bureau' };
	const { warningId, identifier } = await issue({ en });
	expect(identifier).toMatch(/^CN-430426-\d{8}-[0-9a-f]{12}$/);
	const view = await officer().get({ warningId });
	expect(view).toMatchObject({
		cameBy: 'own',
		state: 'inForce',
		areaCodes: [TOWNSHIPS[0]],
		fileName: `${identifier}.xml`
	});
	expect(view.warning.infos.map(({ language }) => language)).toEqual(['zh-CN', 'en-US']);
	expect(view.warning.infos[0]!.areas[0]).toMatchObject({
		description: '白鹤铺镇',
		geocodes: [{ value: `${TOWNSHIPS[0]}000` }]
	});
	expect(view.warning.infos[0]!.areas[0]!.polygons).toHaveLength(1);

	const { fileName, contentType, bytes } = await fileOf(warningId);
	expect([fileName, contentType]).toEqual([`${identifier}.xml`, 'application/cap+xml']);
	expect(readCap(bytes)).toEqual({ ok: true, value: view.warning });
	expect(await desk.changes()).toContainEqual({
		type: 'warning.issued',
		warning: { id: warningId, areaCodes: [TOWNSHIPS[0]] }
	});
	const trail = await desk.db.prisma.auditEntry.findMany({ where: { subjectId: warningId } });
	expect(trail).toMatchObject([{ verb: 'warning.issue', areaCode: COUNTY, after: { identifier } }]);
	await expect(desk.db.prisma.$executeRaw`DELETE FROM warning WHERE id = ${warningId}::uuid`).rejects.toThrow(
		'append-only'
	);
});

test('its file given back to the county is known; one that only bears the county’s name is refused', async () => {
	const { warningId } = await issue();
	const { fileName, bytes } = await fileOf(warningId);
	const take = (content: Buffer) =>
		officer().take({ operationId: newId(), fileName, content: content.toString('base64') });
	expect(await take(bytes)).toEqual({ warningId, isNew: false });
	const forged = bytes.toString().replace(/<identifier>[^<]*/, '<identifier>CN-430426-forged');
	expect(await problemIn(take(Buffer.from(forged)))).toMatchObject({ code: 'warningSignedAsOwn' });
	expect(await problemIn(take(Buffer.from(bytes.toString().replace('Severe', 'Minor'))))).toMatchObject({
		code: 'warningDiffers'
	});
});

test('an update replaces, and a cancellation ends everything before it; nothing is deleted', async () => {
	const first = await issue();
	const second = await issue({ updatesId: first.warningId, severity: 'Extreme', areaCodes: [COUNTY] });
	expect([await stateOf(first.warningId), await stateOf(second.warningId)]).toEqual(['replaced', 'inForce']);
	expect(await problemIn(issue({ updatesId: first.warningId }))).toMatchObject({ code: 'noticeEnded' });
	expect(await problemIn(cancel(first.warningId))).toMatchObject({ code: 'noticeEnded' });

	const end = await cancel(second.warningId);
	const { chain, missing, warning } = await officer().get({ warningId: end.warningId });
	expect(missing).toEqual([]);
	expect(Object.fromEntries(chain.map(({ id, messageType, state }) => [id, [messageType, state]]))).toEqual({
		[first.warningId]: ['Alert', 'cancelled'],
		[second.warningId]: ['Update', 'cancelled'],
		[end.warningId]: ['Cancel', 'cancelled']
	});
	expect(warning.references.map(({ identifier }) => identifier)).toEqual([second.identifier, first.identifier]);
	expect(readCap((await fileOf(end.warningId)).bytes)).toEqual({ ok: true, value: warning });
	expect(await problemIn(cancel(end.warningId))).toMatchObject({ code: 'noticeEnded' });
	const verbs = await desk.db.prisma.auditEntry.findMany({
		where: { subjectId: { in: [second.warningId, end.warningId] } },
		select: { verb: true, reason: true },
		orderBy: { id: 'asc' }
	});
	expect(verbs).toEqual([
		{ verb: 'warning.update', reason: '' },
		{ verb: 'warning.cancel', reason: '气温回升' }
	]);
});

test('of two at once that update one notice, one is told that it came too late', async () => {
	const { warningId } = await issue();
	const both = await Promise.allSettled([issue({ updatesId: warningId }), cancel(warningId)]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('the same sending twice is one notice', async () => {
	const sending = form();
	const actor = desk.actorAs('DESK');
	const answers = [await desk.as(actor).warnings.issue(sending), await desk.as(actor).warnings.issue(sending)];
	expect(answers[1]).toEqual(answers[0]);
	expect(await desk.db.prisma.warning.count({ where: { identifier: answers[0]!.identifier } })).toBe(1);
});

describe('is refused', () => {
	test.each([
		['an end that is past', { expires: '2020-01-01T00:00:00Z' }, 'noticeTimes'],
		['a township of another county', { areaCodes: ['430424101'] }, 'outsideArea'],
		['a township that is none', { areaCodes: ['430426999'] }, 'unknownArea'],
		['no area', { areaCodes: [] }, 'invalidInput'],
		['no headline', { zh: { ...noticeForm(TOWNSHIPS[0]).zh, headline: ' ' } }, 'invalidInput'],
		['an update of nothing', { updatesId: newId() }, 'notFound']
	])('%s', async (_, more, code) => {
		expect(await problemIn(issue(more))).toMatchObject({ code });
	});

	test('updating what another service sent', async () => {
		const text = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>foreign</identifier>
			<sender>qx@example.cn</sender><sent>2026-01-12T08:00:00+08:00</sent><status>Actual</status>
			<msgType>Alert</msgType><scope>Public</scope></alert>`;
		const given = { operationId: newId(), fileName: 'x.xml', content: Buffer.from(text).toString('base64') };
		const { warningId } = await officer().take(given);
		expect(await problemIn(issue({ updatesId: warningId }))).toMatchObject({ code: 'notOwnNotice' });
		expect(await problemIn(officer().file({ warningId }))).toMatchObject({ code: 'notFound' });
	});
});

test('a notice for one township is not told to another', async () => {
	const { warningId } = await issue();
	const of = (code: string) => desk.as(desk.actorAs('TOWNSHIP', code)).warnings;
	expect((await of(TOWNSHIPS[0]).list()).map(({ id }) => id)).toContain(warningId);
	expect((await of(TOWNSHIPS[1]).list()).map(({ id }) => id)).not.toContain(warningId);
	expect(await problemIn(of(TOWNSHIPS[1]).file({ warningId }))).toEqual(
		await problemIn(of(TOWNSHIPS[1]).file({ warningId: newId() }))
	);
});
