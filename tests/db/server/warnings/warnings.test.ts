import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WarningView } from '#domain/warnings/find-warnings.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, TOWNSHIPS, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
	const square = '[[[112,26.7],[112.1,26.7],[112.1,26.8],[112,26.8],[112,26.7]]]';
	await desk.db.prisma.$executeRaw`
		INSERT INTO area_shape (code, geometry, source, is_schematic)
		VALUES (${TOWNSHIPS[0]}, ${`{"type":"Polygon","coordinates":${square}}`}::jsonb, 'test', true),
			(${TOWNSHIPS[1]}, ${`{"type":"Polygon","coordinates":${square.replaceAll('112', '113')}}`}::jsonb, 'test', true)`;
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK')).warnings;
const IN_THE_FIRST = '<polygon>26.72,112.02 26.72,112.04 26.74,112.04 26.72,112.02</polygon>';

function file(identifier: string, { type = 'Alert', references = '', area = IN_THE_FIRST, event = '暴雪' } = {}) {
	const info = (language: string) => `<info><language>${language}</language><category>Met</category>
		<event>${event}</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
		<expires>2199-01-01T00:00:00+08:00</expires><area><areaDesc>山区</areaDesc>${area}</area></info>`;
	const text = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier>
		<sender>qx@example.cn</sender><sent>2026-01-12T08:00:00+08:00</sent><status>Actual</status>
		<msgType>${type}</msgType><scope>Public</scope>${references && `<references>${references}</references>`}
		${info('zh-CN')}${info('en-US')}</alert>`;
	return { fileName: `${identifier}.xml`, content: Buffer.from(text).toString('base64') };
}
const take = (given: ReturnType<typeof file>) => officer().take({ operationId: newId(), ...given });

test('a file is kept whole with its townships; the same again is known, other content under its number refused', async () => {
	const first = await take(file('one'));
	expect(first.isNew).toBe(true);
	const view: WarningView = await officer().get({ warningId: first.warningId });
	expect(view).toMatchObject({ state: 'inForce', areaCodes: [TOWNSHIPS[0]], missing: [], fileName: 'one.xml' });
	expect(view.warning.infos.map(({ language }) => language)).toEqual(['zh-CN', 'en-US']);
	expect(view.warning.infos[0]!.areas[0]!.polygons).toHaveLength(1);

	expect(await take(file('one'))).toEqual({ warningId: first.warningId, isNew: false });
	expect(await problemIn(take(file('one', { event: '寒潮' })))).toMatchObject({ code: 'warningDiffers' });
	expect(await desk.db.prisma.warning.count({ where: { identifier: 'one' } })).toBe(1);
	expect(await desk.db.prisma.auditEntry.count({ where: { verb: 'warning.take' } })).toBe(1);
	await expect(desk.db.prisma.$executeRaw`UPDATE warning SET sender = 'x'`).rejects.toThrow('append-only');
});

test('the same file from two at once is kept once', async () => {
	const answers = await Promise.all([take(file('twice')), take(file('twice'))]);
	expect(new Set(answers.map(({ warningId }) => warningId)).size).toBe(1);
	expect(await desk.db.prisma.warning.count({ where: { identifier: 'twice' } })).toBe(1);
});

test('an update replaces what it refers to and a cancellation ends it; what never came is named', async () => {
	const named = (identifier: string) => `qx@example.cn,${identifier},2026-01-12T08:00:00+08:00`;
	const a = await take(file('a'));
	const b = await take(file('b', { type: 'Update', references: named('a') }));
	expect((await officer().get({ warningId: a.warningId })).state).toBe('replaced');
	const c = await take(file('c', { type: 'Cancel', references: `${named('b')} ${named('gone')}` }));
	const states = async () => {
		const { chain } = await officer().get({ warningId: a.warningId });
		return Object.fromEntries(chain.map(({ identifier, state }) => [identifier, state]));
	};
	expect(await states()).toEqual({ a: 'cancelled', b: 'cancelled', c: 'cancelled' });
	const view = await officer().get({ warningId: c.warningId });
	expect(view.missing.map(({ identifier }) => identifier)).toEqual(['gone']);
	expect(view.chain.map(({ id }) => id).sort()).toEqual([a, b, c].map(({ warningId }) => warningId).sort());
});

test('a township sees what is for it, and what no township can be told for; another’s as if it were not there', async () => {
	const { warningId } = await take(file('of-the-first'));
	const nowhere = await take(file('nowhere', { area: '' }));
	const ids = async (code: string) =>
		(await desk.as(desk.actorAs('TOWNSHIP', code)).warnings.list()).map(({ id }) => id);
	expect(await ids(TOWNSHIPS[0])).toEqual(expect.arrayContaining([warningId, nowhere.warningId]));
	expect(await ids(TOWNSHIPS[1])).not.toContain(warningId);
	const other = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[1])).warnings;
	expect(await problemIn(other.get({ warningId }))).toEqual(await problemIn(other.get({ warningId: newId() })));
});

test('a file that is no warning is answered with what is wrong, and nothing is kept', async () => {
	const before = await desk.db.prisma.warning.count();
	const content = (text: string) => ({ fileName: 'x.xml', content: Buffer.from(text).toString('base64') });
	const bomb = '<!DOCTYPE a [<!ENTITY b "b">]><alert>&b;</alert>';
	for (const [text, words] of [
		['<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><sender>x</sender></alert>', 'identifier'],
		[bomb, '实体'],
		['%PDF-1.7', 'XML']
	] as const)
		expect(await problemIn(take(content(text)))).toMatchObject({
			code: 'invalidFile',
			params: { detailZh: expect.stringContaining(words) as string }
		});
	expect(await desk.db.prisma.warning.count()).toBe(before);
});
