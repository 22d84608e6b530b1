import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { importPeople } from '#server/people/import-people.ts';
import { createDesk, type Desk } from '../../desk.ts';
import { nextIdNumber } from '../stays/people.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

test('who comes in by a register has the age band of that day, for the figures', async () => {
	const lines = [
		'户编号,与户主关系,姓名,证件号码,出生日期,乡镇,村,是否可告知亲属',
		`1,户主,王年长,${nextIdNumber('19480203')},,白鹤铺镇,第1村委会,是`,
		`1,子女,王中年,${nextIdNumber('19870203')},,白鹤铺镇,第1村委会,是`
	];
	const context = { actor: desk.actorAs('DESK'), deviceId: null, requestId: 'test', now: new Date() };
	const bytes = Buffer.from(lines.join('\n'));
	await importPeople(desk.app, context, { operationId: newId(), fileName: '户册.csv', mode: 'all', bytes });
	const people = await desk.db.prisma.person.findMany({ select: { ageBand: true, relation: true } });
	expect(people).toEqual(
		expect.arrayContaining([
			{ relation: 'head', ageBand: 'elderly' },
			{ relation: 'child', ageBand: 'adults' }
		])
	);
});
